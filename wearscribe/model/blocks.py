"""Pre-norm Transformer blocks (Vaswani et al. 2017; Xiong et al. 2020), no biases."""

import torch.nn.functional as F
from torch import Tensor, nn


class Block(nn.Module):
    """Attention over the tokens that `mask` allows, then an MLP. [B, T, width] -> [B, T, width]."""

    def __init__(self, width: int, heads: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width, bias=False)
        self.query_key_value = nn.Linear(width, 3 * width, bias=False)
        self.attention_out = nn.Linear(width, width, bias=False)
        self.mlp_norm = nn.LayerNorm(width, bias=False)
        self.up = nn.Linear(width, 4 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, tokens: Tensor, mask: Tensor, keep: int | None = None) -> Tensor:
        """`mask` bool [B, 1, 1, T]: true where a key may be looked at. Only the first `keep` tokens come out, if given:
        of the last block no more is read."""
        normed = self.attention_norm(tokens)
        tokens = tokens[:, :keep] + self.dropout(self.attention_out(self._attend(normed, mask, keep)))
        out: Tensor = tokens + self.dropout(self.down(F.gelu(self.up(self.mlp_norm(tokens)))))
        return out

    def _attend(self, tokens: Tensor, mask: Tensor, keep: int | None) -> Tensor:
        batch, _, width = tokens.shape
        weight = self.query_key_value.weight
        query = F.linear(tokens[:, :keep], weight[:width]).view(batch, -1, self.heads, width // self.heads)
        both = F.linear(tokens, weight[width:]).view(batch, -1, 2, self.heads, width // self.heads)
        key, value = both.permute(2, 0, 3, 1, 4).unbind(0)
        found = F.scaled_dot_product_attention(query.transpose(1, 2), key, value, attn_mask=mask)
        return found.transpose(1, 2).reshape(batch, -1, width)
