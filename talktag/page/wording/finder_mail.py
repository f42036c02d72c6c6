"""What the mail with an answer to a finder says, in each language of the page behind the sticker. It names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class FinderMailTexts(NamedTuple):
    """Every text of the mail. `link` goes before the address that holds the answer, `page` before that of the page.

    `instead` and `paste` go before the text form, behind such a link and without one; `why` is why they get it.
    """

    subject: str
    hello: str
    about: str
    link: str
    page: str
    instead: str
    paste: str
    why: str


def finder_mail_wording(language: str | None) -> FinderMailTexts:
    """The texts in a language (BCP 47), in English where there are none in it."""
    return _TEXTS.get((language or "").partition("-")[0].lower(), _TEXTS["en"])


_TEXTS: Mapping[str, FinderMailTexts] = {
    "en": FinderMailTexts(
        subject="The owner has answered you",
        hello="Hello,",
        about="you wrote to the owner of something that you found, on the page of its sticker. Here is the owner’s "
        "answer. It is sealed: it opens on that page only, in the browser that you wrote with.",
        link="Open it with this link, on the same device:",
        page="This is the page where you wrote:",
        instead="If the link does not open it, copy the lines that follow and paste them on the page where you wrote, "
        "in the field for the answer:",
        paste="Copy the lines that follow and paste them on the page where you wrote, in the field for the answer:",
        why="You get this mail because you left this address there. You need no app and no account. Thank you for "
        "your help.",
    ),
    "de": FinderMailTexts(
        subject="Die Antwort auf Ihren Fund",
        hello="Guten Tag,",
        about="Sie haben auf der Seite eines Aufklebers an den Menschen geschrieben, dem das Gefundene gehört. Hier "
        "ist die Antwort. Sie ist versiegelt und öffnet sich nur auf jener Seite, in dem Browser, mit dem Sie "
        "geschrieben haben.",
        link="Öffnen Sie sie mit diesem Link, auf demselben Gerät:",
        page="Das ist die Seite, auf der Sie geschrieben haben:",
        instead="Öffnet der Link sie nicht, kopieren Sie die folgenden Zeilen und fügen Sie sie auf der Seite, auf "
        "der Sie geschrieben haben, in das Feld für die Antwort ein:",
        paste="Kopieren Sie die folgenden Zeilen und fügen Sie sie auf der Seite, auf der Sie geschrieben haben, in "
        "das Feld für die Antwort ein:",
        why="Sie bekommen diese Mail, weil Sie dort diese Adresse hinterlassen haben. Sie brauchen keine App und kein "
        "Konto. Danke für Ihre Hilfe.",
    ),
    "es": FinderMailTexts(
        subject="Respuesta a su hallazgo",
        hello="Hola:",
        about="usted escribió, en la página de una etiqueta, a quien es dueño de lo que encontró. Aquí está su "
        "respuesta. Va sellada: solo se abre en esa página, con el navegador con el que usted escribió.",
        link="Ábrala con este enlace, en el mismo dispositivo:",
        page="Esta es la página donde usted escribió:",
        instead="Si el enlace no la abre, copie las líneas siguientes y péguelas en la página donde escribió, en el "
        "campo para la respuesta:",
        paste="Copie las líneas siguientes y péguelas en la página donde escribió, en el campo para la respuesta:",
        why="Recibe este correo porque dejó allí esta dirección. No necesita ninguna aplicación ni cuenta. Gracias "
        "por su ayuda.",
    ),
    "it": FinderMailTexts(
        subject="Risposta al suo ritrovamento",
        hello="Buongiorno,",
        about="sulla pagina di un adesivo lei ha scritto a chi possiede ciò che ha trovato. Ecco la risposta. È "
        "sigillata: si apre soltanto su quella pagina, nel browser con cui ha scritto.",
        link="La apra con questo link, sullo stesso dispositivo:",
        page="Questa è la pagina su cui ha scritto:",
        instead="Se il link non la apre, copi le righe che seguono e le incolli sulla pagina su cui ha scritto, nel "
        "campo per la risposta:",
        paste="Copi le righe che seguono e le incolli sulla pagina su cui ha scritto, nel campo per la risposta:",
        why="Riceve questa mail perché ha lasciato lì questo indirizzo. Non le servono né app né account. Grazie per "
        "l’aiuto.",
    ),
    "sv": FinderMailTexts(
        subject="Svar på det du hittade",
        hello="Hej,",
        about="du skrev på en etiketts sida till den som äger det du hittade. Här är svaret. Det är förseglat och "
        "öppnas bara på den sidan, i den webbläsare som du skrev med.",
        link="Öppna det med den här länken, på samma enhet:",
        page="Det här är sidan där du skrev:",
        instead="Om länken inte öppnar det, kopiera raderna som följer och klistra in dem på sidan där du skrev, i "
        "fältet för svaret:",
        paste="Kopiera raderna som följer och klistra in dem på sidan där du skrev, i fältet för svaret:",
        why="Du får det här mejlet för att du lämnade den här adressen där. Du behöver ingen app och inget konto. "
        "Tack för hjälpen.",
    ),
    "fr": FinderMailTexts(
        subject="Réponse à votre trouvaille",
        hello="Bonjour,",
        about="sur la page d’une étiquette, vous avez écrit à la personne à qui appartient ce que vous avez trouvé. "
        "Voici sa réponse. Elle est scellée : elle ne s’ouvre que sur cette page, dans le navigateur avec lequel vous "
        "avez écrit.",
        link="Ouvrez-la avec ce lien, sur le même appareil :",
        page="Voici la page où vous avez écrit :",
        instead="Si le lien ne l’ouvre pas, copiez les lignes qui suivent et collez-les sur la page où vous avez "
        "écrit, dans le champ prévu pour la réponse :",
        paste="Copiez les lignes qui suivent et collez-les sur la page où vous avez écrit, dans le champ prévu pour "
        "la réponse :",
        why="Vous recevez ce message parce que vous y avez laissé cette adresse. Il ne vous faut ni application ni "
        "compte. Merci de votre aide.",
    ),
    "pt": FinderMailTexts(
        subject="Resposta ao que encontrou",
        hello="Olá,",
        about="na página de um autocolante, escreveu à pessoa a quem pertence o que encontrou. Aqui está a resposta. "
        "Está selada: só abre nessa página, no navegador com que escreveu.",
        link="Abra-a com esta ligação, no mesmo aparelho:",
        page="Esta é a página onde escreveu:",
        instead="Se a ligação não a abrir, copie as linhas que se seguem e cole-as na página onde escreveu, no campo "
        "para a resposta:",
        paste="Copie as linhas que se seguem e cole-as na página onde escreveu, no campo para a resposta:",
        why="Recebe este e-mail porque deixou lá este endereço. Não precisa de aplicação nem de conta. Obrigado pela "
        "sua ajuda.",
    ),
    "ar": FinderMailTexts(
        subject="رد على ما عثرت عليه",
        hello="مرحباً،",
        about="لقد كتبت على صفحة ملصق إلى صاحب الشيء الذي عثرت عليه. إليك رده. وهو مختوم: لا يُفتح إلا على تلك "
        "الصفحة، في المتصفح الذي كتبت به.",
        link="افتحه بهذا الرابط، على الجهاز نفسه:",
        page="هذه هي الصفحة التي كتبت عليها:",
        instead="إذا لم يفتحه الرابط، فانسخ الأسطر التالية والصقها على الصفحة التي كتبت عليها، في الحقل المخصص للرد:",
        paste="انسخ الأسطر التالية والصقها على الصفحة التي كتبت عليها، في الحقل المخصص للرد:",
        why="وصلتك هذه الرسالة لأنك تركت هذا العنوان هناك. لا تحتاج إلى تطبيق ولا إلى حساب. شكراً لمساعدتك.",
    ),
    "zh": FinderMailTexts(
        subject="失主已回复您",
        hello="您好：",
        about="您曾在一张标签的页面上给您所拾物品的主人留言。这是主人的回复。回复已加密，只能在"
        "那个页面上、用您当时留言的浏览器打开。",
        link="请在同一台设备上用此链接打开：",
        page="这是您留言的页面：",
        instead="如果链接打不开回复，请复制以下各行，粘贴到您留言的页面上用于回复的输入框中：",
        paste="请复制以下各行，粘贴到您留言的页面上用于回复的输入框中：",
        why="您收到这封邮件，是因为您在那里留下了这个地址。您无需安装应用，也无需注册账号。感谢您的帮助。",
    ),
    "ja": FinderMailTexts(
        subject="持ち主からの返事です",
        hello="こんにちは。",
        about="あなたは、拾った物のシールのページから持ち主に連絡しました。これはその返事です。"
        "返事は暗号化されており、そのページで、書き込みに使ったブラウザでのみ開けます。",
        link="同じ端末で、このリンクから開いてください：",
        page="あなたが書き込んだページはこちらです：",
        instead="リンクで開けない場合は、以下の行をコピーし、書き込んだページの返事用の欄に貼り付けてください：",
        paste="以下の行をコピーし、書き込んだページの返事用の欄に貼り付けてください：",
        why="このメールは、あなたがそこにこのアドレスを残したためにお送りしています。アプリも"
        "アカウントも必要ありません。ご協力ありがとうございます。",
    ),
}
