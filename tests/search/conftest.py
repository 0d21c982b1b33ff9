import pytest

from index.backends import BACKENDS
from search.expansion.row_store import RowStore, open_row_store
from search.service import SearchService
from tests.articles import ARTICLES


@pytest.fixture(scope="session")
def rows() -> RowStore:
    return open_row_store()


@pytest.fixture(scope="session")
def service(tmp_path_factory, rows: RowStore) -> SearchService:
    backend = BACKENDS["whoosh"](tmp_path_factory.mktemp("index") / "i", True)
    backend.write(ARTICLES)
    return SearchService(backend, rows)
