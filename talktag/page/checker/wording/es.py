"""The checker page in Spanish. It says nothing of its own."""

from talktag.page.checker.wording.texts import CheckerTexts

TEXTS = CheckerTexts(
    language="es",
    title="Comprobar un paquete",
    intro="Le han dado un paquete: un archivo zip con la ficha de un producto, una respuesta, un mensaje o una "
    "entrega, firmado por su remitente. Aquí ve si está íntegro y con qué clave se firmó.",
    local="El archivo no sale de este equipo: esta página no carga ni envía nada.",
    bundle_file="El paquete",
    choose="Elegir un paquete (.zip)",
    drop="o suéltelo en cualquier lugar de esta página.",
    no_script="Esta página solo funciona con JavaScript activado.",
    checking="Comprobando …",
    one="Dé los archivos de uno en uno.",
    unreadable="No se pudo leer el archivo",
    failed="No se pudo comprobar el archivo: ha fallado esta misma página",
    unable="Este navegador no puede comprobar un paquete",
    unable_how="Hace falta Chrome o Edge desde la versión 137, Firefox desde la 129 o Safari desde la 17, y esta "
    "página abierta desde el disco o por https. El archivo README.txt del paquete dice cómo comprobarlo "
    "sin navegador.",
    encrypted="Este archivo está cifrado; descífrelo primero",
    encrypted_how="Quien tiene la clave para la que está cifrado lo abre con {command}. Después dé a esta página lo "
    "que salga.",
    refused="Esto no es válido: no lo use",
    refused_how="Pida al remitente una copia nueva.",
    in_english="En palabras de talktag verify (en inglés):",
    reasons={
        "form": "El archivo zip no tiene la forma de un paquete; otros programas podrían hallar en él otros archivos.",
        "name": "Contiene un nombre que ningún paquete puede contener.",
        "cost": "Contiene más de lo que un paquete puede contener.",
        "damaged": "El archivo zip está dañado o cortado.",
        "unsigned": "No está firmado.",
        "signature": "La firma no es válida: no la hizo esta clave sobre esta lista de archivos.",
        "purpose": "La firma se hizo con otro fin.",
        "algorithm": "Está firmado con una clave de un tipo que ni esta página ni talktag pueden comprobar.",
        "list": "La lista de sus archivos no tiene la forma de un paquete.",
        "changed": "{file} fue modificado: no es el archivo que se firmó.",
        "missing": "Falta {file}.",
        "extra": "{file} no pertenece al paquete: no se firmó.",
        "around": "Lo que rodea a los archivos firmados no concuerda con ellos.",
        "table": "Su ficha, table.json, no tiene la forma de un paquete.",
        "disagrees": "Su ficha, table.json, no concuerda con el resto del paquete.",
        "page": "{file} no es como debe ser en un paquete: podría hacer más que leerse.",
    },
    unknown="Íntegro, pero no se sabe quién lo firmó",
    unknown_how="Desde que se firmó no falta, sobra ni ha cambiado nada. Quién lo firmó queda abierto: compare la "
    "clave de abajo.",
    known_line="Íntegro, firmado con la clave que usted dio",
    known_digits="Íntegro, firmado con la clave cuyas cifras usted escribió",
    known_how="Desde que se firmó no falta, sobra ni ha cambiado nada.",
    other_line="No se firmó con la clave que usted dio: no lo use",
    other_digits="No se firmó con la clave cuyas cifras usted escribió: no lo use",
    other_how="Busque primero un error al escribir. Si no lo hay, lo firmó otra persona: pida al remitente la clave "
    "correcta por otra vía.",
    key="La clave con la que está firmado",
    fingerprint="Huella",
    digits="Cifras",
    given="La clave del remitente, recibida por otra vía",
    given_how="En papel, en persona o por teléfono; nunca del paquete ni del mensaje con que llegó. Escriba la línea "
    "de la clave, por ejemplo {line}, o su huella, o las treinta cifras que el remitente lee en {command}.",
    given_part="Esto aún no es una línea de clave completa, una huella ni treinta cifras.",
    said="Lo que dice el firmante",
    kinds={
        "table": "la ficha de un producto",
        "reply": "una respuesta",
        "transfer": "un producto que se entrega",
        "message": "un mensaje",
    },
    what="Qué es",
    answers="Responde al paquete",
    channel="Canal",
    follows="Sigue al paquete con la suma",
    files="Los archivos que contiene",
    files_how="Cada uno es el archivo que se firmó. Nadie ha mirado si es inofensivo.",
    action="Guardar",
    save="Guardar {file}",
    uncompared="En {files} no se ejecuta ni se carga nada; sus palabras no se han comparado con la ficha, que es lo "
    "que figura aquí.",
    hashes="SHA-256 de cada archivo",
    about="Lo que esta página puede decir",
    about_checks="Comprueba lo mismo que talktag verify: cada byte del archivo zip, la firma, cada suma de control y "
    "la forma de la ficha. De quién es la clave solo puede aclararlo usted. "
    "Un paquete puede tener 500 MB en total y 250 MB por archivo; cuanto más grande, más tarda.",
    about_files="Lo que dice un paquete, y cuándo se hizo, es palabra del firmante.",
    about_page="Obtenga esta página de alguien de confianza, nunca junto con un paquete: una página falsificada dice "
    "lo que quiere.",
)
