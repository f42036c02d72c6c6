"""The page behind the sticker in Spanish. It says nothing of its own."""

from talktag.page.finder.wording.texts import FinderTexts

TEXTS = FinderTexts(
    language="es",
    own_name="Español",
    switch="Idioma",
    intro="Esta es la página de una pegatina que alguien puso en sus cosas para que usted pueda localizarle. No "
    "necesita aplicación, ni cuenta, ni pagar nada, y no se ha compartido su ubicación.",
    state_entry="¿Ha encontrado algo con esta pegatina?",
    state_generic="Ha encontrado algo que pertenece a alguien",
    state_used="Esto pertenece a alguien",
    state_lost="Su dueño está buscando esto",
    state_retired="Esta pegatina ya no se usa",
    state_blank="Esta pegatina aún no está puesta en nada",
    state_unsure="Esta página no puede demostrar que es del dueño",
    state_forged="No se fíe de esta página: ha sido alterada",
    state_answered="El dueño le ha contestado",
    how_entry="Escriba lo que está impreso en la pegatina y podrá escribir al dueño.",
    how_generic="Aquí puede escribir al dueño. Como en la dirección falta el código largo de la pegatina, nada "
    "demuestra que esta página sea del dueño: no escriba nada que un extraño no deba leer.",
    how_used="No consta como perdido. Si no está donde debería, avise por favor a su dueño.",
    how_lost="Gracias por mirar. Por favor, escriba al dueño; es un minuto.",
    how_retired="El dueño ha dejado de usarla. Aun así puede escribirle.",
    how_blank="Está impresa, pero esta página no sabe que el dueño la haya puesto en ninguna cosa. Aun así puede "
    "escribirle.",
    how_unsure="El código de la pegatina no encaja con esta página. Puede que la página sea más antigua que la "
    "pegatina, o que otra persona la haya puesto aquí. Por eso no se puede escribir aquí: use, por favor, lo "
    "demás que está impreso en la pegatina.",
    how_forged="La firma del dueño no es válida. Por eso no se puede escribir aquí: use, por favor, lo demás que "
    "está impreso en la pegatina.",
    how_answered="Aquí puede leer la respuesta y volver a escribir.",
    mark_lost="Dado por perdido",
    proven="El código de la pegatina encaja: esta página es de la persona que hizo la pegatina.",
    says="El dueño dice",
    thing="Qué es",
    belongs="Pertenece a",
    urgent="Urgente",
    reward="Recompensa",
    hand_in="Puede entregarlo aquí",
    photo="Foto elegida por el dueño",
    tag="En la pegatina",
    typed="Letras y cifras de la pegatina",
    typed_hint="Por ejemplo TT-7K3M 9QXA A. Dan igual las mayúsculas, los espacios y los guiones.",
    typed_go="Continuar",
    tag_wrong="No son las letras y cifras de una pegatina. Compruébelas otra vez, por favor.",
    write="Escribir al dueño",
    write_again="Escribir otra vez",
    write_how="Su mensaje se cifra en este dispositivo. Solo el dueño puede leerlo.",
    message="Su mensaje",
    message_hint="¿Dónde está y cómo puede recuperarlo el dueño?",
    left="Caracteres que quedan: {count}",
    over="Caracteres de más: {count}",
    too_long="El mensaje es demasiado largo. Acórtelo, por favor.",
    empty="Escriba primero un mensaje, por favor.",
    name="Su nombre (opcional)",
    reach="Cómo localizarle (opcional)",
    reach_hint="Un correo electrónico o un teléfono. Si lo deja vacío, el dueño solo podrá contestar a la "
    "dirección desde la que usted envíe el correo, que de todos modos se ve en él.",
    position="Añadir dónde estoy",
    position_hint="Solo si pulsa aquí, el navegador le pregunta por su ubicación. Se añade a su mensaje como "
    "texto y allí puede borrarla.",
    position_line="Mi ubicación: {place} (con unos {metres} m de margen)",
    position_busy="Buscando su ubicación …",
    position_done="Su ubicación está ahora en el mensaje.",
    position_denied="El navegador no tiene permiso para dar su ubicación. Puede describir el lugar con palabras.",
    position_failed="No se ha podido encontrar su ubicación. Puede describir el lugar con palabras.",
    seal="Cifrar y elegir cómo enviarlo",
    seal_failed="Aquí no se ha podido cifrar el mensaje. Escriba, por favor, directamente al dueño, a la "
    "dirección de abajo.",
    sealed="Cifrado. Ahora, envíelo",
    sealed_how="Todavía no se ha enviado nada. Elija una forma:",
    send_to="Para",
    mail="Enviar por correo",
    mail_how="Se abre su programa de correo con todo lo necesario. Pulse allí Enviar.",
    mail_paste="El mensaje es largo: pulse primero Copiar y péguelo después en el correo.",
    mail_body="Pegue aquí el mensaje cifrado, por favor.",
    mail_subject="Encontrado: {tag}",
    copy="Copiar",
    copied="Copiado. Péguelo en un correo al dueño y envíelo.",
    copy_failed="No se ha podido copiar. Seleccione el mensaje cifrado de abajo y cópielo.",
    share="Compartir …",
    share_failed="No se ha podido compartir. Use otra forma, por favor.",
    armor="El mensaje cifrado",
    next="Qué pasa después",
    next_open="El dueño abre su mensaje. Nadie puede leerlo por el camino.",
    next_answer="La respuesta llega a la dirección desde la que usted escribe o que ha indicado. Se abre en esta "
    "página.",
    next_keep="Hasta entonces, guarde la cosa en lugar seguro, por favor.",
    kept_both="Para que la respuesta se abra aquí, su clave se guarda en la dirección de esta página y en este "
    "navegador.",
    kept_address="Para que la respuesta se abra aquí, su clave está en la dirección de esta página: deje la "
    "página abierta o guarde su dirección.",
    given="Esta dirección ya traía una clave: quien la haya creado o la vea puede leer las "
    "respuestas que usted reciba.",
    forget="Olvidarla en este dispositivo",
    forgotten="Olvidada. Las respuestas a lo que escribió ya no se pueden abrir aquí.",
    thread="Su conversación",
    you_wrote="Usted escribió",
    owner_wrote="El dueño escribió",
    paste="¿Ha recibido una respuesta?",
    answer="La respuesta que le han enviado",
    answer_hint="Pegue el correo entero o solo su parte cifrada.",
    answer_go="Abrir la respuesta",
    answer_none="En este texto no hay ninguna respuesta cifrada. Pegue el correo entero, por favor.",
    answer_key="Esta respuesta no se abre aquí: es para otro navegador, o la clave se olvidó. Abra esta página "
    "donde escribió su mensaje, por favor.",
    answer_broken="La respuesta se ha dañado por el camino. Pida al dueño, por favor, que la envíe otra vez.",
    answer_other="Esta respuesta trata de otra pegatina. Escanee esa, por favor.",
    contact="O escriba directamente",
    contact_how="Esto funciona siempre, pero lo que escriba no irá cifrado.",
    unable_insecure="Esta página no se abrió con una conexión segura (https), así que aquí no puede cifrar "
    "mensajes. Escriba, por favor, directamente al dueño.",
    unable_old="Este navegador es demasiado antiguo para cifrar mensajes. Escriba, por favor, directamente al dueño.",
    no_script="JavaScript está desactivado, así que aquí no se puede cifrar nada.",
    found="¿Ha encontrado esto? Escriba, por favor, a su dueño, a la dirección que está en esta página.",
    about="Sobre esta página",
    about_sealing="El navegador cifra el mensaje para las claves del dueño, en el formato abierto age. La página "
    "no envía nada: lo envía usted.",
    about_host="Quien lleva el servidor se entera de que alguien abrió esta página, pero no de qué pegatina era: "
    "eso está detrás del # de la dirección, que los navegadores nunca envían. Solo el código de la pegatina abre "
    "lo que se dice de su cosa.",
    about_trust="Quien controla el servidor podría poner aquí otra página. Entonces el código de la pegatina no "
    "encajaría, pero una página falsa puede afirmar cualquier cosa. En caso de duda, use lo que está impreso en "
    "la pegatina.",
    about_data="Lo que escribe es solo para el dueño. No se recoge nada sobre usted: ni cookies ni contadores.",
    fingerprint="La clave de firma del dueño",
    recipients="Los mensajes se cifran para",
    signature_good="Su navegador ha verificado que esta clave firmó esta lista.",
    signature_bad="La firma de esta clave sobre esta lista no es válida.",
    signature_unknown="Su navegador no puede verificar la firma de esta clave.",
)
