"""${message}

Before you merge this:
- It runs while workers write. A lock it cannot get within seconds fails it: take few, hold them briefly.
- Expand, deploy, then contract: the code that runs before it must still work after it.
- An index on a table with rows: CREATE INDEX CONCURRENTLY inside `with op.get_context().autocommit_block():`.
- A column with a default that is computed rewrites the table: add it null, fill it in batches, then constrain it.
- Everything it creates carries a comment, and its downgrade works (tests/contract/test_migrations.py).

Revision: ${up_revision}, after ${down_revision | comma,n}
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
