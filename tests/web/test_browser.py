"""A real browser: what only scripts, style sheets and a keyboard can show."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMEDRIVER = shutil.which("chromedriver")
if not (CHROMIUM and CHROMEDRIVER):
    pytest.skip("there is no chromium with chromedriver on this machine", allow_module_level=True)
pytest.importorskip("selenium", reason="selenium is not installed")

from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import Select, WebDriverWait  # noqa: E402

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,900"
).split()
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}


def start(profile: Path, *, scripts: bool = True) -> Chrome:
    """Start a browser with a profile of its own."""
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return Chrome(options=options, service=Service(str(CHROMEDRIVER)))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    browser = start(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.quit()


@pytest.fixture
def browser(running: Chrome) -> Iterator[Chrome]:
    """Give the browser; whatever a test does, the console must stay silent."""
    running.get_log("browser")
    yield running
    assert running.get_log("browser") == []
    running.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture
def scriptless(tmp_path: Path) -> Iterator[Chrome]:
    browser = start(tmp_path / "profile", scripts=False)
    yield browser
    browser.quit()


def style(browser: Chrome, element: Any, name: str) -> str:
    return str(browser.execute_script("return getComputedStyle(arguments[0])[arguments[1]]", element, name))


def wait_for(browser: Chrome, script: str) -> Any:
    return WebDriverWait(browser, 10).until(lambda each: each.execute_script(f"return {script}"))


def search(browser: Chrome, server: Server, words: str) -> None:
    browser.get(server.address)
    box = browser.find_element(By.ID, "q")
    box.send_keys(words)
    box.send_keys(Keys.ENTER)
    wait_for(browser, "location.pathname === '/search' && document.readyState === 'complete'")


def languages(browser: Chrome) -> list[str | None]:
    return [hit.get_attribute("lang") for hit in browser.find_elements(By.CSS_SELECTOR, "article.hit")]


def test_search_filter_and_read(browser: Chrome, server: Server):
    search(browser, server, "inflation")
    assert browser.current_url == f"{server.address}search?q=inflation", "empty fields stay out of the address"
    assert {"en", "ru", "ar", "de", "fr"} <= set(languages(browser))
    browser.find_element(By.PARTIAL_LINK_TEXT, "Russian").click()
    wait_for(browser, "location.search.includes('in=ru')")
    assert languages(browser) == ["ru"]
    browser.find_element(By.PARTIAL_LINK_TEXT, "Центральный банк").click()
    wait_for(browser, "location.pathname.startsWith('/article/')")
    assert browser.find_element(By.TAG_NAME, "mark").text == "Инфляция"
    browser.find_element(By.PARTIAL_LINK_TEXT, "Back to the results").click()
    wait_for(browser, "location.pathname === '/search'")
    assert languages(browser) == ["ru"]


def test_arabic_runs_from_right_to_left(browser: Chrome, server: Server):
    browser.get(f"{server.address}search?q=inflation&in=ar,ru")
    for lang, direction in (("ar", "rtl"), ("ru", "ltr")):
        snippet = browser.find_element(By.CSS_SELECTOR, f".snippet[lang={lang}]")
        assert style(browser, snippet, "direction") == direction
    arabic, russian = (browser.find_element(By.CSS_SELECTOR, f".snippet[lang={lang}]") for lang in ("ar", "ru"))
    assert float(style(browser, arabic, "fontSize")[:-2]) > float(style(browser, russian, "fontSize")[:-2])
    title = browser.find_element(By.CSS_SELECTOR, ".title[lang=ar]")
    # The title starts at the right edge of its box.
    gap = browser.execute_script(
        "const [box, text] = [arguments[0], arguments[0].querySelector('a')].map((e) => e.getBoundingClientRect());"
        "return [box.right - text.right, text.left - box.left]",
        title,
    )
    assert gap[0] < 2 < gap[1]


def test_why_a_word_is_marked_shows_on_focus(browser: Chrome, server: Server):
    browser.get(f"{server.address}search?q=inflation&in=ru")
    tip = browser.find_element(By.ID, "tip")
    assert not tip.is_displayed()
    browser.execute_script("document.querySelector('.title a').focus()")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    mark = browser.switch_to.active_element
    assert mark.tag_name == "mark"
    assert tip.is_displayed()
    assert "inflation" in tip.text
    assert "Инфляция" in tip.text
    assert "lexicon" in tip.text
    described = browser.find_element(By.ID, str(mark.get_attribute("aria-describedby")))
    assert "lexicon" in described.text
    assert style(browser, mark, "outlineStyle") == "solid"
    mark.send_keys(Keys.ESCAPE)
    assert not tip.is_displayed(), "it can be put away without moving on"


def test_why_a_word_is_marked_shows_under_the_mouse(browser: Chrome, server: Server):
    browser.get(f"{server.address}search?q=inflation&in=ar")
    mark = browser.find_element(By.TAG_NAME, "mark")
    ActionChains(browser).move_to_element(mark).perform()
    tip = browser.find_element(By.ID, "tip")
    assert tip.is_displayed()
    place = tip.rect
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 1280
    ActionChains(browser).move_to_element(browser.find_element(By.TAG_NAME, "footer")).perform()
    assert not tip.is_displayed()


def test_the_keys(browser: Chrome, server: Server):
    browser.get(f"{server.address}search?q=inflation")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "q"
    browser.switch_to.active_element.send_keys("?/")
    assert browser.find_element(By.ID, "q").get_attribute("value").endswith("?/"), "in the box they are text"
    browser.execute_script("document.activeElement.blur()")
    browser.find_element(By.TAG_NAME, "body").send_keys("?")
    dialog = browser.find_element(By.ID, "keys")
    assert dialog.is_displayed()
    browser.find_element(By.ID, "keys-on").click()
    dialog.find_element(By.TAG_NAME, "button").click()
    assert not dialog.is_displayed()
    browser.refresh()
    browser.find_element(By.TAG_NAME, "body").send_keys("?/")
    assert not browser.find_element(By.ID, "keys").is_displayed(), "switched off, and it is remembered"
    assert browser.switch_to.active_element.get_attribute("id") != "q"
    browser.find_element(By.ID, "open-keys").click()
    assert not browser.find_element(By.ID, "keys-on").is_selected()
    browser.find_element(By.ID, "keys-on").click()
    browser.find_element(By.CSS_SELECTOR, "#keys button").click()
    browser.find_element(By.TAG_NAME, "body").send_keys("?")
    assert browser.find_element(By.ID, "keys").is_displayed()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "search?q=inflation&since=2020-01-01",
        "search?q=flood&page=2",
        "article/en-rates?q=inflation",
        "article/hostile",
    ],
)
def test_a_phone_needs_no_sideways_scrolling(browser: Chrome, server: Server, path: str):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    browser.get(f"{server.address}{path}")
    browser.execute_script("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert browser.execute_script("return innerWidth") == PHONE["width"]
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_violation_of_the_policy_would_be_seen(running: Chrome, server: Server):
    running.get(server.address)
    running.get_log("browser")
    running.execute_script("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    assert "Content Security Policy" in running.get_log("browser")[0]["message"]


def test_all_of_it_works_without_scripts(scriptless: Chrome, server: Server):
    browser = scriptless
    browser.get(server.address)
    assert not browser.find_element(By.ID, "open-keys").is_displayed(), "no script has run"
    browser.find_element(By.ID, "q").send_keys("inflation")
    browser.find_element(By.CSS_SELECTOR, ".box button").click()
    # A click may return before the next page is there, and while it comes elements go stale.
    wait = WebDriverWait(browser, 20, ignored_exceptions=[StaleElementReferenceException, IndexError])
    wait.until(lambda _: {"en", "ru", "ar", "de", "fr"} <= set(languages(browser)))
    browser.find_element(By.CSS_SELECTOR, ".options summary").click()
    Select(browser.find_element(By.ID, "sort")).select_by_value("date")
    browser.find_element(By.CSS_SELECTOR, ".fields button").click()
    wait.until(lambda _: "sort=date" in browser.current_url)
    wait.until(lambda _: languages(browser)[0] == "ru")
    browser.find_element(By.PARTIAL_LINK_TEXT, "Arabic").click()
    wait.until(lambda _: languages(browser) == ["ar"])
    why = browser.find_element(By.CSS_SELECTOR, ".why li")
    assert why.is_displayed()
    assert "التضخم" in why.text
    assert "lexicon" in str(browser.find_element(By.TAG_NAME, "mark").get_attribute("title"))
    browser.find_element(By.CSS_SELECTOR, ".title a").click()
    wait.until(lambda _: "/article/" in browser.current_url)
    assert browser.find_element(By.TAG_NAME, "mark").text == "التضخم"
