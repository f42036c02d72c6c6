"""The page of a wish in Spanish. It holds words only."""

from talktag.page.wishes.wording.texts import WishTexts

WISH = WishTexts(
    kicker="Algo que se busca",
    intro="Haga una oferta: rellene el formulario de abajo y guarde el archivo de la oferta. Después envíe "
    "usted el archivo a {sender}, por correo o como prefiera.",
    somebody="quien le dio esta página",
    wanted="Lo que se busca",
    must="Debe",
    should="Debería",
    avoid="No debería",
    fits="Va con",
    most="Cuesta como mucho",
    quantity="Cuántos",
    until="Ofertas hasta",
    order="Compuesto con su menú",
    menu="El menú, por su huella",
    total="En total",
    offer="Su oferta",
    title="Lo que ofrece, en una línea",
    price="Su precio",
    valid="La oferta vale hasta",
    text="Algo más que decir",
    points="Lo que puede decir de ello",
    points_hint="Se busca: {point}",
    make="Guardar el archivo de la oferta",
    no_title="Diga en una línea lo que ofrece.",
    no_price="Escriba el precio con su moneda, como «850,00 EUR», sin signo menos.",
    no_valid="El día hasta el que vale la oferta no está en ningún calendario.",
    made="El archivo de la oferta",
    saved="Se llama {file}. Está donde su navegador guarda los archivos; envíelo a {sender}.",
    copy="Si no se guardó ningún archivo, copie este texto en un correo a {sender}:",
    signed="Nadie firma este archivo. El registro de {sender} lo marca para siempre como no firmado.",
    no_script="El formulario necesita JavaScript, que aquí está desactivado. Responda por correo: lo que ofrece, el"
    " precio, hasta cuándo vale y cómo cumple cada punto.",
    mail_subject="Busco: {name}",
    mail_about="busco lo que se dice abajo y quisiera su oferta:",
    mail_form="La página {page}, adjunta, tiene un formulario para ello. Guárdela, ábrala en un navegador y "
    "rellénela; con ello se hace un archivo. Envíemelo como respuesta a este correo.",
    mail_plain="O responda simplemente con sus palabras: lo que ofrece, el precio, hasta cuándo vale y cómo cumple "
    "cada punto.",
)
