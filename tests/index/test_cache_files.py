"""What names the files that can be made again."""

from importlib.metadata import PackageNotFoundError, version

import pytest

from index.cache_files import installed_version


@pytest.mark.parametrize("package", ["simplemma", "pymorphy3", "babel", "hypothesis"])
def test_versions_are_those_of_the_packages(package: str):
    assert installed_version(package) == version(package)


def test_a_package_with_another_name_than_its_module_is_asked_for_by_its_own():
    assert installed_version("PyStemmer") == version("PyStemmer")


def test_a_package_that_is_not_there_is_an_error():
    with pytest.raises(PackageNotFoundError):
        installed_version("no_such_package_at_all")
