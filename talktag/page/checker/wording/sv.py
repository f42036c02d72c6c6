"""The checker page in Swedish. It says nothing of its own."""

from talktag.page.checker.wording.texts import CheckerTexts

TEXTS = CheckerTexts(
    language="sv",
    title="Kontrollera ett paket",
    intro="Du har fått ett paket: en zip-fil med uppgifter om en produkt, ett svar, ett meddelande eller en "
    "överlåtelse, signerad av avsändaren. Här ser du om det är helt och med vilken nyckel det signerades.",
    local="Filen stannar på den här datorn: sidan hämtar ingenting och skickar ingenting.",
    bundle_file="Paketet",
    choose="Välj ett paket (.zip)",
    drop="eller släpp det var som helst på sidan.",
    no_script="Sidan fungerar bara när JavaScript är påslaget.",
    checking="Kontrolleras …",
    one="En fil i taget, tack.",
    unreadable="Filen kunde inte läsas",
    failed="Filen kunde inte kontrolleras: själva sidan har fallerat",
    unable="Den här webbläsaren kan inte kontrollera ett paket",
    unable_how="Det krävs Chrome eller Edge från version 137, Firefox från 129 eller Safari från 17, och sidan "
    "öppnad från disken eller över https. Filen README.txt i paketet säger hur man kontrollerar det "
    "utan webbläsare.",
    encrypted="Filen är krypterad; dekryptera den först",
    encrypted_how="Den som har nyckeln öppnar filen med {command}. Ge sedan sidan det som kom ut.",
    refused="Det håller inte: använd det inte",
    refused_how="Be avsändaren om en ny kopia.",
    in_english="Med talktag verifys ord (på engelska):",
    reasons={
        "form": "Arkivet har inte ett pakets form; andra program kan hitta andra filer i det.",
        "name": "Det innehåller ett namn som inget paket får innehålla.",
        "cost": "Det innehåller mer än ett paket får innehålla.",
        "damaged": "Arkivet är skadat eller avkortat.",
        "unsigned": "Det är inte signerat.",
        "signature": "Signaturen håller inte: den gjordes inte med den här nyckeln för den här listan över filer.",
        "purpose": "Signaturen gjordes för ett annat ändamål.",
        "algorithm": "Det är signerat med en nyckel av ett slag som varken sidan eller talktag kan kontrollera.",
        "list": "Listan över filerna har inte ett pakets form.",
        "changed": "{file} har ändrats: det är inte filen som signerades.",
        "missing": "{file} saknas.",
        "extra": "{file} hör inte dit: den signerades inte.",
        "around": "Det som står runt de signerade filerna stämmer inte med dem.",
        "table": "Uppgifterna i det, table.json, har inte ett pakets form.",
        "disagrees": "Uppgifterna i det, table.json, stämmer inte med resten av paketet.",
        "page": "{file} är inte som det måste vara i ett paket: det skulle kunna göra mer än att läsas.",
    },
    unknown="Helt, men vem som signerade är okänt",
    unknown_how="Sedan signeringen saknas ingenting, och inget har lagts till eller ändrats. Vem som signerade är "
    "öppet: jämför nyckeln nedan.",
    known_line="Helt, signerat med nyckeln som du angav",
    known_digits="Helt, signerat med nyckeln vars siffror du skrev",
    known_how="Sedan signeringen saknas ingenting, och inget har lagts till eller ändrats.",
    other_line="Inte signerat med nyckeln som du angav: använd det inte",
    other_digits="Inte signerat med nyckeln vars siffror du skrev: använd det inte",
    other_how="Leta först efter ett skrivfel. Finns det inget har någon annan signerat: fråga avsändaren efter rätt "
    "nyckel på en annan väg.",
    key="Nyckeln det är signerat med",
    fingerprint="Fingeravtryck",
    digits="Siffror",
    given="Avsändarens nyckel, som du fått på en annan väg",
    given_how="På papper, personligen eller per telefon; aldrig ur paketet eller meddelandet det kom med. Skriv "
    "nyckelns rad, till exempel {line}, eller dess fingeravtryck, eller de trettio siffror som avsändaren läser upp ur "
    "{command}.",
    given_part="Det är ännu ingen hel nyckelrad, inget fingeravtryck och inga trettio siffror.",
    said="Vad undertecknaren säger",
    kinds={
        "table": "uppgifter om en produkt",
        "reply": "ett svar",
        "transfer": "en produkt som överlåts",
        "message": "ett meddelande",
    },
    what="Vad det är",
    answers="Svarar på paketet",
    channel="Kanal",
    follows="Följer på paketet med kontrollsumman",
    files="Filerna i det",
    files_how="Var och en är filen som signerades. Ingen har sett efter om den är ofarlig.",
    action="Spara",
    save="Spara {file}",
    uncompared="I {files} körs ingenting och laddas ingenting; orden där har inte jämförts med uppgifterna, och det "
    "är de som står här.",
    hashes="SHA-256 för varje fil",
    about="Vad sidan kan säga",
    about_checks="Den kontrollerar det som talktag verify kontrollerar: varje byte i arkivet, signaturen, varje "
    "kontrollsumma och uppgifternas form. Vems nyckeln är kan bara du avgöra. "
    "Ett paket får ha 500 MB sammanlagt och 250 MB per fil; ju större det är, desto längre tid tar det.",
    about_files="Vad ett paket säger, och när det gjordes, är undertecknarens ord.",
    about_page="Skaffa sidan från någon du litar på, aldrig tillsammans med ett paket: en förfalskad sida säger vad "
    "den vill.",
)
