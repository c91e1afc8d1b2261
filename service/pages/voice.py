"""The page of target-group voice."""

from functools import partial

from fastapi.responses import HTMLResponse

from service.dependencies import page_router
from service.gap_text import small
from service.pages.rendering import FrameDep, render
from service.routes.gaps import ASKED
from service.routes.voice import VoiceDep
from service.sunset_text import share
from service.voice_text import interval, role_told, voice_summary
from visualisations.voice_phrases import heard_word

ROUTER = page_router()
HEADING, BAR, MOST_BARS = 200, 34, 25  # pixels of the picture, and bars in it


@ROUTER.get("/voice")
def page(frame: FrameDep, found: VoiceDep) -> HTMLResponse:
    """How often an organisation of a target group takes part in what is for it."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "voice.html",
        found=found,
        asked=asked,
        summary=voice_summary(found, frame.lang),
        share=partial(share, lang=frame.lang),
        interval=partial(interval, lang=frame.lang),
        role_told=partial(role_told, lang=frame.lang),
        heard_word=partial(heard_word, lang=frame.lang),
        small=partial(small, lang=frame.lang),
        height=HEADING + BAR * min(MOST_BARS, len(found.groups)),
        forms=frame.forms("voice", "/gaps/voice", asked),
    )
