"""README.txt in Spanish. It says nothing of its own."""

TEXT = """\
QUÉ ES ESTO
===========

Esta carpeta contiene lo que una persona ha querido decir sobre un
producto. Abra {page} para leerlo; los archivos adjuntos están en
la carpeta "files".

Lo que dice el remitente, sin comprobar:

{claims}

Nada de esta carpeta demuestra quién es el remitente, tampoco este
texto. Lo siguiente sí, con programas que su ordenador ya tiene.


1. CONSIGA LA CLAVE POR OTRA VÍA
================================

Necesita la clave pública del remitente: una línea que empieza por
"ssh-" o "sk-". Consígala del remitente por una vía distinta de este
paquete y del mensaje con que llegó: en papel, en persona, leída o
comparada por teléfono, o guardada de un paquete que ya comprobó.

Una clave que viene con el paquete no demuestra nada. Quien puede
falsificar lo uno puede falsificar lo otro.


2. APÚNTELA
===========

Descomprima el archivo zip entero. Vaya a la carpeta en la que ve
{manifest} (una por encima de este README.txt).

Cree allí un archivo de texto llamado {principal}.txt con una línea: la
palabra {principal}, un espacio y la clave que consiguió:

    {principal} ssh-ed25519 AAAA...

Si ya hay un archivo {principal}.txt, no se fíe del paquete: trajo su propia
clave.


3. COMPRUEBE LA FIRMA
=====================

Abra una terminal en esa carpeta y escriba la línea de su sistema.

Windows (en esta forma, porque PowerShell cambia lo que pasa):

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

La respuesta tiene que empezar por

    Good "{namespace}" signature for {principal}

Cualquier otra respuesta significa que la firma no se comprobó o no es
buena. "Could not verify signature" es una de ellas.


4. COMPRUEBE LOS ARCHIVOS
=========================

Solo después del paso 3: lo firmado es la lista de los archivos, y
ahora los archivos se comparan con la lista.

Windows, en PowerShell, todo en una línea:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Todas las líneas tienen que decir OK.

Así no se ven los archivos añadidos. No haga caso de ningún archivo de
la carpeta "data" que no esté en la lista de {manifest}.
"""

MESSAGE = """\
UN MENSAJE FIRMADO. Lea {page}; hasta comprobarlo, cualquiera
puede haberlo escrito.

Así se descifró, se descomprimió y se abrió:

    age -d -i KEYFILE -o message.zip FILE
    unzip message.zip
    cd talktag-*

Para comprobarlo, consiga la clave pública del remitente por otra vía
que este mensaje. En la carpeta que contiene {manifest},
escríbala en un archivo nuevo {principal}.txt, en una línea. Un archivo
{principal}.txt que ya viniera dentro es una falsificación.

    {principal} ssh-ed25519 AAAA...

Escriba allí:

Windows:

    cmd /c "{verify}"

macOS:

    {verify}

Linux:

    {verify}

La respuesta debe empezar por

    Good "{namespace}" signature for {principal}

Compare después los archivos con la lista firmada:

Windows, en PowerShell:

    {windows_hashes}

macOS:

    shasum -a 256 -c {manifest}

Linux:

    sha256sum -c {manifest}

Cada línea debe decir OK. No haga caso de archivos de la carpeta
"data" que no figuren en {manifest}.
"""

CLAIMS = {
    "product": "Producto",
    "sender": "De",
    "contact": "Contacto",
    "audience": "Para",
    "purpose": "Motivo",
    "made": "Hecho",
    "until": "Usar hasta",
    "terms": "Condiciones",
    "bundle": "Paquete",
    "signed": "Firmado con",
}
