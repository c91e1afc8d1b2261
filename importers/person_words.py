"""Words by which a person is told from an organisation in Swedish and English running text."""

import re

CONTACT_LABELS = (
    r"kontakt(?:person(?:er)?|uppgifter)?|kontaktperson for|contact(?:s| person| name)?|"
    r"ansvarig(?: person| handläggare)?|handläggare|samtalsledare|moderator|föreläsare|talare|"
    r"medverkande|upplysningar|frågor(?: besvaras av)?|information|foto|fotograf|photo|författare|"
    r"author"
)
"""What stands before a colon and a person's name."""

PERSON_TITLES = (
    r"[a-zåäö]*(?:projektledare|processledare|chef(?:en)?|direktör(?:en)?|sekreterare|handläggare|"
    r"strateg|utvecklare|koordinator|ekonom|controller|administratör|kommunikatör|rådgivare|"
    r"konsulent|forskare|lektor|adjunkt|rektor|minister)|"
    r"(?:verksamhets|program|team|arbets|utvecklings|grupp|forsknings|hand)ledare|vd|ceo|gd|"
    r"(?:projekt|verksamhets)samordnare|projektassistent|professor(?: emerit(?:us|a))?|docent|"
    r"doktorand|kurator|(?:kommunal|region|oppositions|borgar)råd|riksdagsledamot|landshövding|"
    r"ordförande|grundare|project (?:manager|leader|coordinator)|programme manager|director|"
    r"head of [a-z]+|researcher|senior lecturer|chair(?:man|woman|person)?"
)
"""What a person is; ``samordnare`` alone may be an organisation, so it is left out."""

BEFORE_PERSONS = (
    r"kontakta|hör av (?:dig|er) till|vänd (?:dig|er) till|(?:leds|skriven?|skrivet|tecknat) av|"
    r"(?:intervju|samtal) med|contact|led by|written by|(?:prof|doc|dr|ordf)\.?|fil\.?\s?dr\.?"
)
"""What stands before a person, and sometimes before an organisation."""

LOOSE_TITLES = (
    r"(?:[a-zåäö]+ )?(?:[a-zåäö]*(?:samordnare|utvärderare|coach|ansvarig|lärare|assistent|"
    r"konsult)|coordinator)"
)
"""What a person or an organisation may be; it tells a person only after a common given name."""

GIVEN_NAMES = frozenset(
    re.split(
        " ",
        "adam agneta ahmed albin alexander ali alice amanda anders andreas anette anita ann anna "
        "anne annelie annika anton arne arvid astrid axel barbro bengt berit birgitta björn bo "
        "bodil britt camilla carin carina carl carolina caroline cecilia charlotta charlotte "
        "christer christian christina christoffer claes conny dan daniel david ebba elias elin "
        "elisabeth ella ellen elsa emelie emil emma erica erik erika eva fatima felicia filip "
        "fredrik frida gabriel gerd göran gun gunilla gunnar gustav hampus hanna hannah hans "
        "harald helen helena henrik håkan ida ingela inger ingrid irene isabelle jakob jan jane "
        "jens jenny jesper jessica joakim johan johanna john jonas josefin julia karin karl "
        "karolina katarina kenneth kerstin kjell klara kristian kristina kristin lars lena lennart "
        "leif linda linnea linus lisa lotta louise lovisa lucas magnus maja malin margareta maria "
        "marianne marie martin mats mattias matilda max michael mikael mohammed moa monica monika "
        "nathalie niklas nils nina olle olof oskar ove patrik per peter petra pia pontus ragnar "
        "rebecca rickard robert robin roger rolf sandra sara sebastian simon sofia sofie staffan "
        "stefan stig sten susanne sven svante thomas therese tobias tom tomas tommy tor torbjörn "
        "ulf ulla ulrika urban ursula viktor viktoria vilhelm william yvonne åke åsa örjan",
    )
)
"""Common given names in Sweden, none of which is anyone in particular."""

MORE_GIVEN_NAMES = frozenset(
    re.split(
        " ",
        "abdullah agnes aina aisha albert alfred alma alva amina amir angelica anja asta "
        "beatrice benjamin bertil birger börje cajsa carola cathrine clara claudia cornelia "
        "dagmar denise diana dragan edith edvin einar eleonor elina elisabet ellinor elvira "
        "elvy emilia engla evelina fanny felix ferdinand georg gertrud gittan greta gudrun "
        "gunborg gunnel hassan hedda hedvig helge hilda hugo hussein ibrahim ingmar ingvar "
        "isak ivar jasmine jennifer jimmy jonathan jonna josef jörgen kajsa karina kevin knut "
        "krister kurt lasse layla leila lillemor lina linn lisbeth ludvig marcus mariam "
        "mariana marika marina markus mehmet melker mikaela mimmi minna mustafa mårten märta "
        "nadja natalie nelly nicklas nicole oliver olivia olov omar pelle pernilla rasmus "
        "rebecka reza rikard rita roland ronja rune sabina samir samuel sanna selma sigrid "
        "sigvard sixten sofi stina sverker synnöve tage tanja teodor tilda tilde torsten tove "
        "tuva tyra ulrik valter vanja veronica veronika vidar viggo vilgot vilma vincent "
        "viveka wilma yasmin ylva yusuf zahra",
    )
)
"""More of them, for tables of one's own alone: what is hidden in texts stays as it was."""

ORGANISATION_WORDS = frozenset(
    re.split(
        " ",
        "ab academy agency akademi akademin almi arbetsförmedlingen arena association barn "
        "barnen bibliotek bolag bris centre center centrum city commission coompanion council "
        "department diakoni europa european europeiska enheten fonden fond forum foundation "
        "fryshuset fund folkhögskola folkhälsomyndigheten försäkringskassan företagarna förbund "
        "förbundet förening föreningen förvaltning förvaltningen gemenskap group gävleborg "
        "göteborg göteborgs hela hyresgästföreningen högskola högskolan handikappförbund "
        "idéburen impact innovation institut institute institutet institution järfälla "
        "karolinska kommun kommunen kommuner konsument kooperativ kooperativet kriminalvården "
        "kulturhuset kyrka kyrkan kyrkans landsting linköping linköpings lunds län "
        "länsstyrelsen malmö ministry mötesplats myndighet myndigheten nationella network norra "
        "norrköping nätverk nätverket nordic norden näringsliv örebro östergötland projekt "
        "partnerskapet regeringen regeringskansliet region regionen rise rädda röda rörelsen "
        "samarbete samhällsbyggnad samordningsförbund samordningsförbundet sensus skola skåne "
        "skånes social sociala socialstyrelsen stad stads statens stiftelse stiftelsen stockholm "
        "stockholms stadsmission stadsmissionen studieförbund studieförbundet svensk svenska "
        "svenskt sverige sveriges södra tillväxtverket umeå union unionen universitet "
        "universitetet university uppsala utveckling vetenskap vetenskapsrådet verket vinnova "
        "värmland västerbotten västra götaland götalandsregionen västmanland",
    )
)
"""Words of the names of organisations and places; a name that holds one is not a person's."""
