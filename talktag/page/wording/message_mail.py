"""What the mail of a message says around it, in each language. It holds no word of the owner's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from talktag.model.parties.party import check_language


class MessageMailTexts(NamedTuple):
    """Every text of the mail; what stands in braces is put in, and must stay.

    Those that begin with `sealed` are for a message that is encrypted; `file` and `sealed_file` go before commands.
    """

    subject: str
    about: str
    says: str
    file: str
    answer: str
    sealed_subject: str
    sealed_about: str
    sealed_file: str
    sealed_answer: str
    automatic: str
    talktag: str
    as_text: str


def message_mail_wording(language: str) -> MessageMailTexts:
    """The texts in one of LANGUAGES; InvalidError for any other."""
    check_language(language, "a mail is not written")
    return _TEXTS[language]


_TEXTS: Mapping[str, MessageMailTexts] = {
    "en": MessageMailTexts(
        subject="A message from {owner}",
        about="with this mail you get a message from me, in a file that I signed.",
        says="It says:",
        file="The message, signed. Save it, and unpack it with:",
        answer="Without talktag you can simply answer this mail.",
        sealed_subject="A message for you, encrypted",
        sealed_about="with this mail you get a message that only you and I can open. What it says stands in it alone.",
        sealed_file="The message, signed by me and encrypted to you. Save it, open it with your key, and unpack it:",
        sealed_answer="Without talktag you can simply answer this mail; others may read such an answer on its way.",
        automatic="A rule of mine wrote it by itself.",
        talktag="If you have talktag, the first of these takes it in, and the second makes an answer:",
        as_text="If the file did not get through, here it is once more as text. Hand this mail to talktag receive, or "
        "save what follows as {bundle} and go on as above:",
    ),
    "de": MessageMailTexts(
        subject="Eine Nachricht von {owner}",
        about="mit dieser Mail bekommen Sie eine Nachricht von mir, in einer Datei, die ich signiert habe.",
        says="Darin steht:",
        file="Die Nachricht, signiert. Speichern Sie sie und entpacken Sie sie mit:",
        answer="Ohne talktag können Sie einfach auf diese Mail antworten.",
        sealed_subject="Eine verschlüsselte Nachricht für Sie",
        sealed_about="mit dieser Mail bekommen Sie eine Nachricht, die nur Sie und ich öffnen können. Was sie sagt, "
        "steht nur darin.",
        sealed_file="Die Nachricht, von mir signiert und für Sie verschlüsselt. Speichern Sie sie, öffnen Sie sie mit "
        "Ihrem eigenen Schlüssel und entpacken Sie sie:",
        sealed_answer="Ohne talktag können Sie einfach auf diese Mail antworten; unterwegs können andere eine solche "
        "Antwort lesen.",
        automatic="Eine Regel von mir hat sie von selbst geschrieben.",
        talktag="Wenn Sie talktag haben, nimmt die erste dieser Zeilen sie auf, und die zweite macht eine Antwort:",
        as_text="Falls die Datei nicht ankam, hier ist sie noch einmal als Text. Geben Sie diese Mail an talktag "
        "receive, oder speichern Sie, was folgt, als {bundle} und machen Sie weiter wie oben:",
    ),
    "es": MessageMailTexts(
        subject="Un mensaje de {owner}",
        about="con este correo recibe un mensaje mío, en un archivo que he firmado.",
        says="Dice:",
        file="El mensaje, firmado. Guárdelo y descomprímalo con:",
        answer="Sin talktag puede simplemente responder a este correo.",
        sealed_subject="Un mensaje cifrado para usted",
        sealed_about="con este correo recibe un mensaje que solo usted y yo podemos abrir. Lo que dice está solo en "
        "él.",
        sealed_file="El mensaje, firmado por mí y cifrado para usted. Guárdelo, ábralo con su propia clave y "
        "descomprímalo:",
        sealed_answer="Sin talktag puede simplemente responder a este correo; otros podrían leer esa respuesta por el "
        "camino.",
        automatic="Lo ha escrito por sí sola una regla mía.",
        talktag="Si tiene talktag, la primera de estas líneas lo recibe y la segunda prepara una respuesta:",
        as_text="Si el archivo no llegó, aquí está otra vez como texto. Entregue este correo a talktag receive, o "
        "guarde lo que sigue como {bundle} y siga como arriba:",
    ),
    "fr": MessageMailTexts(
        subject="Un message de {owner}",
        about="ce courriel vous apporte un message de ma part, dans un fichier que j’ai signé.",
        says="Il dit :",
        file="Le message, signé. Enregistrez-le et décompressez-le avec :",
        answer="Sans talktag, vous pouvez simplement répondre à ce courriel.",
        sealed_subject="Un message chiffré pour vous",
        sealed_about="ce courriel vous apporte un message que vous et moi sommes seuls à pouvoir ouvrir. Ce qu’il dit "
        "ne se trouve que dedans.",
        sealed_file="Le message, signé par moi et chiffré pour vous. Enregistrez-le, ouvrez-le avec votre propre clé "
        "et décompressez-le :",
        sealed_answer="Sans talktag, vous pouvez simplement répondre à ce courriel ; d’autres pourraient lire cette "
        "réponse en chemin.",
        automatic="Une de mes règles l’a écrit d’elle-même.",
        talktag="Si vous avez talktag, la première de ces lignes le reçoit et la seconde prépare une réponse :",
        as_text="Si le fichier n’est pas arrivé, le voici encore une fois sous forme de texte. Donnez ce courriel à "
        "talktag receive, ou enregistrez ce qui suit sous le nom {bundle} et continuez comme ci-dessus :",
    ),
    "it": MessageMailTexts(
        subject="Un messaggio da {owner}",
        about="con questa mail riceve un mio messaggio, in un file che ho firmato.",
        says="Dice:",
        file="Il messaggio, firmato. Lo salvi e lo decomprima con:",
        answer="Senza talktag può semplicemente rispondere a questa mail.",
        sealed_subject="Un messaggio cifrato per lei",
        sealed_about="con questa mail riceve un messaggio che solo lei e io possiamo aprire. Quello che dice sta solo "
        "lì dentro.",
        sealed_file="Il messaggio, firmato da me e cifrato per lei. Lo salvi, lo apra con la sua chiave e lo "
        "decomprima:",
        sealed_answer="Senza talktag può semplicemente rispondere a questa mail; altri potrebbero leggere la risposta "
        "lungo la strada.",
        automatic="L’ha scritto da sola una mia regola.",
        talktag="Se ha talktag, la prima di queste righe lo riceve e la seconda prepara una risposta:",
        as_text="Se il file non è arrivato, eccolo di nuovo come testo. Consegni questa mail a talktag receive, oppure "
        "salvi quello che segue come {bundle} e continui come sopra:",
    ),
    "sv": MessageMailTexts(
        subject="Ett meddelande från {owner}",
        about="med det här mejlet får du ett meddelande från mig, i en fil som jag har signerat.",
        says="Det säger:",
        file="Meddelandet, signerat. Spara det och packa upp det med:",
        answer="Utan talktag kan du helt enkelt svara på det här mejlet.",
        sealed_subject="Ett krypterat meddelande till dig",
        sealed_about="med det här mejlet får du ett meddelande som bara du och jag kan öppna. Vad det säger står "
        "bara i det.",
        sealed_file="Meddelandet, signerat av mig och krypterat till dig. Spara det, öppna det med din egen nyckel och "
        "packa upp det:",
        sealed_answer="Utan talktag kan du helt enkelt svara på det här mejlet; andra kan läsa ett sådant svar på "
        "vägen.",
        automatic="En av mina regler skrev det av sig själv.",
        talktag="Om du har talktag tar den första av de här raderna emot det, och den andra gör ett svar:",
        as_text="Om filen inte kom fram finns den här en gång till som text. Ge det här mejlet till talktag receive, "
        "eller spara det som följer som {bundle} och fortsätt som ovan:",
    ),
}
