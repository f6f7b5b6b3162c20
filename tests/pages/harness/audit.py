"""Looking at a page as people do: all of them, with eyes, without them, by keyboard alone, on a telephone.

Pictures lie in build/screenshots/<site>/<name>-{light,dark,360,first}.png, for a human to look at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

from playwright.async_api import Locator, Page

ROOT: Final = Path(__file__).parents[3]
PICTURES: Final = ROOT / "build" / "screenshots"
AXE: Final = ROOT / "tests" / "pages" / "vendor" / "axe.min.js"
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
GRAVE: Final = ("serious", "critical")
WIDE: Final = (1280, 900)
NARROW: Final = (360, 780)
NARROWEST: Final = 320

_QUIET = """() => {
  if (document.readyState !== "complete" || document.fonts.status !== "loaded") return false;
  if (document.querySelector(".htmx-request, .htmx-settling, .htmx-swapping")) return false;
  return document.getAnimations().every((one) => one.playState !== "running"
    || one.effect.getComputedTiming().iterations === Infinity);
}"""

_RUN_AXE = """async (tags) => {
  const runOnly = { type: "tag", values: tags };
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return found.violations.map((one) => ({ id: one.id, impact: one.impact, help: one.help,
    nodes: one.nodes.slice(0, 5).map((node) => node.html.slice(0, 200) + " | " + node.failureSummary) }));
}"""

_FOCUS = """(here) => {
  const look = () => [here, ...(here.labels ?? [])].map((each) => { const s = getComputedStyle(each);
    return [s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor,
      s.backgroundColor, s.textDecorationLine].join(";"); }).join("|");
  const focussed = look();
  here.blur();
  const before = look();
  here.focus({ preventScroll: true });
  return focussed !== before;
}"""

_NEW = """() => {
  const here = document.activeElement, seen = window.tabbed, known = seen.has(here);
  const inside = here === window.tabbedLast && ["date", "time"].includes(here.type) && window.inside++ < 5;
  if (here !== window.tabbedLast) window.inside = 0;
  window.tabbedLast = here;
  if (here !== document.body) seen.add(here);
  return !known || inside;  // a date has several stops
}"""

_CONTROLS = """() => {
  const name = (one) => `${one.tagName.toLowerCase()} ${one.name || one.id || ""} ${
    (one.innerText || one.value || one.getAttribute("aria-label") || "").trim().slice(0, 60)}`;
  const grouped = (one) => one.type === "radio" && !one.checked;
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  return [...all].filter((one) => !one.disabled && one.tabIndex >= 0 && !grouped(one) && one.checkVisibility(
    { checkVisibilityCSS: true }) && !window.tabbed.has(one)).map(name);
}"""
_MARKED = """() => {
  const here = document.activeElement, look = getComputedStyle(here);
  const marked = (look.outlineStyle !== "none" && look.outlineWidth !== "0px") || look.boxShadow !== "none";
  return here === document.body ? null : [here.outerHTML.slice(0, 120), marked];
}"""
MOST_TABS: Final = 500


async def unreached(page: Page) -> list[str]:
    """Return the controls of *page* that Tab does not reach, and those that don't show that it is there."""
    await page.evaluate("() => { window.tabbed = new Set(); window.tabbedLast = null; }")
    marked: dict[str, bool] = {}  # a date shows its own mark at some of its stops
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if not await page.evaluate(_NEW):
            break
        here = await page.evaluate(_MARKED)
        if here is not None:
            marked[here[0]] = marked.get(here[0], False) or here[1]
    found: list[str] = await page.evaluate(_CONTROLS)
    await page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    told = [f"Tab does not reach: {one}" for one in found]
    return told + [
        f"one can't see that the focus is there: {one}" for one, seen in marked.items() if not seen
    ]


async def quiet(page: Page) -> None:
    """Wait until *page* is loaded, has swapped in what it asked for, and nothing moves."""
    await page.wait_for_function(_QUIET)


async def violations(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds on *page* as it stands that is serious or critical."""
    if not await page.evaluate("() => typeof axe === 'object'"):
        await page.evaluate(AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(_RUN_AXE, list(TAGS))
    return [one for one in found if one["impact"] in GRAVE]


async def audited(page: Page, name: str, site: Literal["twin", "brand", "shell"] = "twin") -> None:
    """Take pictures of *page* light, dark and narrow, and fail on what is wrong with it in any of them.

    name: of the page and its state, such as "today-empty". The page is left light and wide.
    """
    folder = PICTURES / site
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    for kind, (width, height) in (("light", WIDE), ("dark", WIDE), ("360", NARROW)):
        await _seen(page, width, height, "dark" if kind == "dark" else "light")
        await page.screenshot(path=folder / f"{name}-{kind}.png", full_page=True, animations="disabled")
        if kind == "light":  # what one sees first, for the documents
            await page.screenshot(path=folder / f"{name}-first.png", animations="disabled")
        wrong += [f"{kind}: {one['id']} ({one['impact']}): {one['help']}\n  " + "\n  ".join(one["nodes"])
                  for one in await violations(page)]  # fmt: skip
    await page.set_viewport_size({"width": NARROWEST, "height": 780})
    over = await page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    if over > 0:
        wrong.append(f"at {NARROWEST} px the page is {over} px too wide: it scrolls sideways")
    await _seen(page, *WIDE, "light")
    wrong += await unreached(page)
    assert not wrong, f"{name}:\n" + "\n".join(wrong)


async def _seen(page: Page, width: int, height: int, scheme: Literal["light", "dark"]) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": height})
    await page.evaluate("() => window.scrollTo({ top: 0, behavior: 'instant' })")
    await quiet(page)


async def tabbed_to(page: Page, target: Locator) -> None:
    """Go to *target* with the Tab key alone; fail if that can't be done, or if one can't see where one is."""
    await target.wait_for()
    await page.evaluate("() => { window.tabbed = new Set(); window.tabbedLast = null; }")
    while True:
        await page.keyboard.press("Tab")
        if await target.evaluate("(here) => here === document.activeElement"):
            break
        assert await page.evaluate(_NEW), f"{target} can't be reached with Tab"
    assert await target.evaluate(_FOCUS), f"one can't see that {target} has the focus"
