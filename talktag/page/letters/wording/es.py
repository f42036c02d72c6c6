"""Letters in Spanish. It says nothing of its own."""

from talktag.page.letters.wording.texts import KindTexts, LetterTexts

TEXTS = LetterTexts(
    date="Fecha",
    hello="Estimados señores:",
    product="De qué se trata",
    history="De su historial",
    asks="Qué solicito",
    answer="Le ruego que responda a más tardar el {date}.",
    answer_by_law=(
        "Para la respuesta, el {law} indica {term} desde la recepción. Contado desde la fecha de esta "
        "carta, es el {date}."
    ),
    cites="A qué me refiero",
    acts={
        "regulation": "art. {articles} del Reglamento (UE) {number}",
        "directive": "art. {articles} de la Directiva (UE) {number}",
    },
    known={
        "2016/679": "Reglamento general de protección de datos",
        "2023/2854": "Reglamento de Datos",
    },
    national="según la norma nacional que la transpone",
    paragraph="{article}, apartado {number}",
    journal="DO {journal}, {day}",
    journal_page="DO {journal} de {day}, p. {page}",
    no_day="el primer día que permita el contrato",
    regards="Atentamente,",
    form_heading="Formulario Europeo de Información sobre la Reparación: los campos",
    form_note="Lo que sé ya está rellenado. El resto es para usted.",
    says={"ends": "Debe terminar el", "terms": "Las condiciones"},
    form={
        "repairer": "Reparador",
        "address": "Dirección",
        "phone": "Teléfono",
        "mail": "Correo electrónico",
        "goods": "Bien que debe repararse",
        "defect": "Tipo de defecto",
        "repair": "Tipo de reparación propuesta",
        "price": "Precio; o cómo se calcula, y el precio máximo",
        "time": "Tiempo necesario para la reparación",
        "replacement": "Bien de sustitución temporal, y lo que cuesta",
        "place": "Dónde se entrega el bien",
        "services": "Otros servicios (retirada, instalación, transporte), y lo que cuesta cada uno",
        "validity": "Cuánto tiempo vale esta oferta (al menos 30 días)",
        "further": "Otra información",
    },
    kinds={
        "guarantee": KindTexts(
            subject="Defecto en garantía: {product}",
            bare="Defecto en garantía",
            opening=(
                "Compré el producto que figura abajo y tiene el defecto que se describe abajo. Se lo "
                "comunico al amparo de la garantía."
            ),
            asks=(
                "Le ruego que lo repare o lo sustituya sin coste.",
                "Le ruego que me diga cómo lo recoge y cuándo me lo devuelve.",
            ),
            words="El defecto",
        ),
        "repair": KindTexts(
            subject="Solicitud de reparación: {product}",
            bare="Solicitud de reparación",
            opening=("Le ruego que me diga si repara el producto que figura abajo, a qué precio y en cuánto tiempo."),
            asks=(
                (
                    "Le ruego que rellene los campos del Formulario Europeo de Información sobre la Reparación "
                    "que está al final de esta carta, o que me envíe el suyo, antes de que yo decida."
                ),
                "Le ruego que me avise antes si buscar la avería tiene un coste.",
            ),
            words="El defecto",
        ),
        "data": KindTexts(
            subject="Acceso a los datos de mi producto: {product}",
            bare="Acceso a los datos de mi producto",
            opening=(
                "Utilizo el producto que figura abajo y solicito acceso a los datos que generan él y los "
                "servicios relacionados con él."
            ),
            asks=(
                (
                    "Le ruego que ponga a mi disposición los datos que tenga de él, con lo necesario para "
                    "leerlos y utilizarlos."
                ),
                (
                    "Le ruego que me los dé gratis, con la calidad con la que usted los tiene, en un formato "
                    "estructurado, de uso habitual y legible por máquina."
                ),
                "Si usted no los tiene, le ruego que me diga quién los tiene.",
            ),
            words="En particular",
        ),
        "access": KindTexts(
            subject="Acceso a mis datos personales: {product}",
            bare="Acceso a mis datos personales",
            opening="Pregunto si tratan datos personales que me conciernen.",
            asks=(
                "Si es así, le ruego que me dé una copia.",
                (
                    "Le ruego que me diga para qué, qué categorías de datos, a quién se han dado, cuánto "
                    "tiempo los conserva y de dónde los tiene."
                ),
            ),
            words="En particular",
        ),
        "erasure": KindTexts(
            subject="Supresión de mis datos personales: {product}",
            bare="Supresión de mis datos personales",
            opening="Solicito que supriman los datos personales que tienen sobre mí.",
            asks=(
                (
                    "Le ruego que los suprima, que lo comunique a todos a quienes los dio y que me confirme "
                    "que está hecho."
                ),
                ("Si una ley le obliga a conservar una parte, le ruego que me diga qué parte, qué ley y hasta cuándo."),
            ),
            words="En particular",
        ),
        "recall": KindTexts(
            subject="Pregunta sobre una recuperación: {product}",
            bare="Pregunta sobre una recuperación",
            opening=(
                "Tengo el producto que figura abajo y pregunto si hay para él una recuperación o una "
                "advertencia de seguridad."
            ),
            asks=(
                "Le ruego que me diga si está entre los afectados, por su modelo, lote o número de serie.",
                (
                    "Si lo está: le ruego que me diga cuál es el peligro, qué debo hacer y qué ofrece: "
                    "reparación, sustitución o reembolso."
                ),
                "Si no lo está, le ruego que me lo diga también, con el día en que lo miró.",
            ),
            words="Por qué pregunto",
        ),
        "cancellation": KindTexts(
            subject="Baja: {product}",
            bare="Baja de mi contrato",
            opening="Doy de baja mi contrato con ustedes.",
            asks=(
                "Le ruego que me confirme por escrito que el contrato termina, y qué día.",
                ("Le ruego que no cobre nada por el tiempo posterior a ese día y que devuelva lo que ya pagué por él."),
            ),
            words="Mi motivo",
        ),
        "withdrawal": KindTexts(
            subject="Retirada de mi consentimiento: {product}",
            bare="Retirada de mi consentimiento",
            opening="Retiro mi acuerdo con las condiciones que figuran abajo, desde la fecha de esta carta.",
            asks=(
                (
                    "Le ruego que no use más lo que tiene de mí bajo estas condiciones y que suprima lo que no "
                    "deba conservar."
                ),
                ("Si una ley le obliga a conservar una parte, le ruego que me diga qué parte, qué ley y hasta cuándo."),
                "Le ruego que me confirme que está hecho.",
            ),
            words="Mi motivo",
        ),
        "breach": KindTexts(
            subject="Condiciones no respetadas: {product}",
            bare="Condiciones no respetadas",
            opening="Acordamos las condiciones que figuran abajo y, a mi entender, no se han respetado.",
            asks=(
                "Le ruego que me diga qué ha ocurrido, y desde cuándo.",
                "Le ruego que me diga qué hace para que se respeten desde ahora.",
                "Si lo ve de otro modo, le ruego que me diga por qué.",
            ),
            words="Lo que he observado",
        ),
    },
)
