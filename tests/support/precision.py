"""How far apart two vectors may lie that are the same but for the arithmetic of a batch."""

import torch

#: Of each number. A CPU that multiplies bfloat16 does, with eight bits of mantissa.
BATCHED = 4e-3 if torch.cpu.get_capabilities().get("avx512_bf16") else 1e-5
