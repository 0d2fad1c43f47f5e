import sqlalchemy as sa

from shared.db.common import add_common_tables

metadata = sa.MetaData()
add_common_tables(metadata)
