"""What is said in Swedish of a change that cannot be understood, or names what is not there."""

import pytest
from lxml import html

from tests.commands.command_line import CommandLine
from tests.whatif.test_whatif import Map, actor, arena, large, many

__all__ = ["large"]

WRONG = {
    "close it": "delar som `add public,civil_society x2`",
    "; ".join(["drop p1"] * 21): "1 till 20 delar som `add",
    "å" * 5_334: "högst 32000 tecken så som en adress har dem",
    "add": "vem efter add",
    "drop": "en arena efter drop",
    "call p1": "finansiär och vem efter call",
    "join p1": "arena och vem efter join",
    "drop p1 x2": "xN och like bara efter add och call",
    "gone p1,p2": "en aktör per del",
    "add 61*public": "högst 60 deltagare i en arena",
    "add public": "minst två deltagare i en ny arena",
    "add public,,private": "id:n på 1 till 200 tecken",
    "add public,private now": "ingenting, xN eller like ARENA där 'now' står",
    "add public,private x51": "gånger från x1 till x50",
    "add " + ",".join(["public"] * 61): "högst 60 deltagare i en arena, id:n på 1 till 200 tecken",
    "drop " + "x" * 201: "id:n på 1 till 200 tecken",
    "add 2*p1,public": "ett tal framför en sektor, för nya aktörer eller med lott",
    "add any:union,public": "any: och en av academia, civil_society",
    "add 50*public x50": "högst 1000 tillagda deltaganden",
    "call {n1} public,private": "en aktör som finansierar något där",
    "leave {q1} {stranger}": "en aktör som deltar där på platsen för",
    "add {n1},{n1}": "varje aktör en gång i en arena, och",
    "drop {n1}": "id för ett projekt eller en annan arena där",
    "drop p1": "id för ett projekt eller en annan arena i den här versionen där p1 står",
    "gone p1": "id för en aktör i den här versionen där p1 står",
    "add p1,public": "id för en aktör i den här versionen, en sektor eller any:SEKTOR där p1 står",
    "drop {q1}; drop {q1}": "inget som tas bort två gånger, eller både används och tas bort",
    "add 60*any:unknown": "en aktör ur sektorn som finns på kartan och ännu kan komma, för",
}
"""What is said of each in Swedish."""


@pytest.mark.parametrize("change", WRONG)
def test_the_page_says_in_swedish_what_was_expected(large: Map, change: str) -> None:
    stranger = next(f"n{k}" for k in range(100) if f"n{k}" not in many()[0]["q1"])
    asked = change.format(n1=actor("n1"), q1=arena("q1"), stranger=actor(stranger))
    page = large.client.get(
        "/whatif", params={"change": asked, "lang": "sv"}, headers={"Accept": "text/html"}
    )
    said = " ".join(html.fromstring(page.text).xpath("//main//ul[@class='said']")[0]
                    .text_content().split())  # fmt: skip

    assert page.status_code == 422
    assert WRONG[change] in said
    assert "måste" not in said


def test_the_command_says_in_swedish_what_was_expected(large: Map) -> None:
    run = CommandLine(large.place)
    wrong = run("whatif", "add public", "--lang", "sv")
    unknown = run("whatif", "drop prj-nowhere", "--lang", "sv")

    assert (wrong.code, wrong.out, wrong.err.strip()) == (
        2, "", "--change: fick 'add public', väntade minst två deltagare i en ny arena"
    )  # fmt: skip
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err.startswith("change: fick 'drop prj-nowhere', väntade id för ett projekt")
