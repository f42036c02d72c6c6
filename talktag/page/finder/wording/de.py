"""The page behind the sticker in German. It says nothing of its own."""

from talktag.page.finder.wording.texts import FinderTexts

TEXTS = FinderTexts(
    language="de",
    own_name="Deutsch",
    switch="Sprache",
    intro="Das ist die Seite eines Aufklebers, den jemand auf seine Sachen geklebt hat, damit Sie ihn erreichen. "
    "Sie brauchen keine App, kein Konto und kein Geld, und Ihr Standort wurde nicht weitergegeben.",
    state_entry="Haben Sie etwas mit diesem Aufkleber gefunden?",
    state_generic="Sie haben etwas gefunden, das jemandem gehört",
    state_used="Das gehört jemandem",
    state_lost="Das wird vermisst",
    state_retired="Dieser Aufkleber ist nicht mehr in Gebrauch",
    state_blank="Dieser Aufkleber klebt noch auf nichts",
    state_unsure="Diese Seite kann nicht beweisen, dass sie vom Besitzer ist",
    state_forged="Trauen Sie dieser Seite nicht: Sie wurde verändert",
    state_answered="Sie haben eine Antwort vom Besitzer",
    how_entry="Tippen Sie ein, was auf dem Aufkleber steht; dann können Sie dem Besitzer schreiben.",
    how_generic="Hier können Sie dem Besitzer schreiben. Weil in der Adresse der lange Code des Aufklebers "
    "fehlt, beweist nichts, dass diese Seite vom Besitzer ist: Schreiben Sie nichts, was Fremde nicht lesen "
    "dürfen.",
    how_used="Es ist nicht als verloren gemeldet. Wenn es nicht dort ist, wo es hingehört, sagen Sie bitte dem "
    "Besitzer Bescheid.",
    how_lost="Danke fürs Nachsehen. Bitte schreiben Sie dem Besitzer; es dauert eine Minute.",
    how_retired="Der Besitzer verwendet ihn nicht mehr. Schreiben können Sie trotzdem.",
    how_blank="Er ist gedruckt, aber diese Seite weiß von keiner Sache, auf die er geklebt wurde. Schreiben "
    "können Sie trotzdem.",
    how_unsure="Der Code auf dem Aufkleber passt nicht zu dieser Seite. Vielleicht ist die Seite älter als der "
    "Aufkleber, vielleicht hat jemand anderes sie hierhin gestellt. Deshalb kann man hier nicht schreiben: Bitte "
    "nutzen Sie, was sonst auf dem Aufkleber steht.",
    how_forged="Die Unterschrift des Besitzers stimmt nicht. Deshalb kann man hier nicht schreiben: Bitte nutzen "
    "Sie, was sonst auf dem Aufkleber steht.",
    how_answered="Hier können Sie die Antwort lesen und noch einmal schreiben.",
    mark_lost="Als verloren gemeldet",
    proven="Der Code auf dem Aufkleber passt: Diese Seite ist von der Person, die den Aufkleber gemacht hat.",
    says="Der Besitzer sagt",
    thing="Was es ist",
    belongs="Gehört",
    urgent="Dringend",
    reward="Finderlohn",
    hand_in="Hier können Sie es abgeben",
    photo="Foto, das der Besitzer ausgesucht hat",
    tag="Auf dem Aufkleber",
    typed="Buchstaben und Ziffern auf dem Aufkleber",
    typed_hint="Zum Beispiel TT-7K3M 9QXA A. Großschreibung, Leerzeichen und Bindestriche sind egal.",
    typed_go="Weiter",
    tag_wrong="Das sind nicht die Buchstaben und Ziffern eines Aufklebers. Bitte vergleichen Sie noch einmal.",
    write="Dem Besitzer schreiben",
    write_again="Noch einmal schreiben",
    write_how="Ihre Nachricht wird auf diesem Gerät verschlüsselt. Nur der Besitzer kann sie lesen.",
    message="Ihre Nachricht",
    message_hint="Wo ist es, und wie bekommt es der Besitzer zurück?",
    left="Zeichen übrig: {count}",
    over="Zeichen zu viel: {count}",
    too_long="Die Nachricht ist zu lang. Bitte kürzen Sie sie.",
    empty="Bitte schreiben Sie zuerst eine Nachricht.",
    name="Ihr Name (freiwillig)",
    reach="Wie man Sie erreicht (freiwillig)",
    reach_hint="Eine Mailadresse oder Telefonnummer. Wenn Sie nichts angeben, kann der Besitzer nur an die "
    "Adresse antworten, von der Ihre Mail kommt; die sieht er in einer Mail ohnehin.",
    position="Meinen Standort einfügen",
    position_hint="Nur wenn Sie hier drücken, fragt Ihr Browser nach Ihrem Standort. Er kommt als Text in Ihre "
    "Nachricht, und dort können Sie ihn löschen.",
    position_line="Mein Standort: {place} (auf etwa {metres} m genau)",
    position_busy="Ihr Standort wird ermittelt …",
    position_done="Ihr Standort steht jetzt in der Nachricht.",
    position_denied="Der Browser darf Ihren Standort nicht nennen. Sie können den Ort mit Worten beschreiben.",
    position_failed="Ihr Standort ließ sich nicht ermitteln. Sie können den Ort mit Worten beschreiben.",
    seal="Verschlüsseln, dann Versand wählen",
    seal_failed="Die Nachricht ließ sich hier nicht verschlüsseln. Bitte schreiben Sie direkt an die Adresse unten.",
    sealed="Verschlüsselt. Jetzt abschicken",
    sealed_how="Noch wurde nichts gesendet. Wählen Sie einen Weg:",
    send_to="An",
    mail="Als Mail senden",
    mail_how="Ihr Mailprogramm öffnet sich mit allem, was nötig ist. Drücken Sie dort auf Senden.",
    mail_paste="Die Nachricht ist lang: Drücken Sie zuerst Kopieren und fügen Sie sie dann in die Mail ein.",
    mail_body="Bitte fügen Sie hier die verschlüsselte Nachricht ein.",
    mail_subject="Gefunden: {tag}",
    copy="Kopieren",
    copied="Kopiert. Fügen Sie es in eine Mail an den Besitzer ein und senden Sie sie.",
    copy_failed="Das Kopieren ging nicht. Bitte markieren und kopieren Sie die verschlüsselte Nachricht unten.",
    share="Teilen …",
    share_failed="Das Teilen ging nicht. Bitte nehmen Sie einen anderen Weg.",
    armor="Die verschlüsselte Nachricht",
    next="Wie es weitergeht",
    next_open="Der Besitzer öffnet Ihre Nachricht. Unterwegs kann sie niemand lesen.",
    next_answer="Die Antwort kommt an die Adresse, von der Sie senden oder die Sie genannt haben. Sie öffnet "
    "sich auf dieser Seite.",
    next_keep="Bitte bewahren Sie die Sache bis dahin gut auf.",
    kept_both="Damit sich die Antwort hier öffnet, wird ihr Schlüssel in der Adresse dieser Seite und in diesem "
    "Browser aufbewahrt.",
    kept_address="Damit sich die Antwort hier öffnet, steht ihr Schlüssel in der Adresse dieser Seite: Lassen "
    "Sie die Seite offen oder speichern Sie die Adresse.",
    given="Diese Adresse brachte schon einen Schlüssel mit: Wer sie erstellt hat oder sieht, kann "
    "die Antworten an Sie lesen.",
    forget="Auf diesem Gerät vergessen",
    forgotten="Vergessen. Antworten auf das, was Sie geschrieben haben, lassen sich hier nicht mehr öffnen.",
    thread="Ihr Gespräch",
    you_wrote="Sie schrieben",
    owner_wrote="Der Besitzer schrieb",
    paste="Haben Sie eine Antwort bekommen?",
    answer="Die Antwort, die Sie bekommen haben",
    answer_hint="Fügen Sie die ganze Mail ein oder nur den verschlüsselten Teil.",
    answer_go="Antwort öffnen",
    answer_none="In diesem Text ist keine verschlüsselte Antwort. Bitte fügen Sie die ganze Mail ein.",
    answer_key="Diese Antwort öffnet sich hier nicht: Sie ist für einen anderen Browser, oder der Schlüssel "
    "wurde vergessen. Bitte öffnen Sie diese Seite dort, wo Sie geschrieben haben.",
    answer_broken="Die Antwort wurde unterwegs beschädigt. Bitten Sie den Besitzer, sie noch einmal zu senden.",
    answer_other="Diese Antwort gehört zu einem anderen Aufkleber. Bitte scannen Sie den.",
    contact="Oder direkt schreiben",
    contact_how="Das geht immer, aber was Sie so schreiben, ist nicht verschlüsselt.",
    unable_insecure="Diese Seite wurde nicht über eine sichere Verbindung (https) geöffnet und kann hier nichts "
    "verschlüsseln. Bitte schreiben Sie dem Besitzer direkt.",
    unable_old="Dieser Browser ist zu alt, um eine Nachricht zu verschlüsseln. Bitte schreiben Sie dem Besitzer "
    "direkt.",
    no_script="JavaScript ist ausgeschaltet, deshalb lässt sich hier nichts verschlüsseln.",
    found="Haben Sie das gefunden? Bitte schreiben Sie dem Besitzer an die Adresse auf dieser Seite.",
    about="Über diese Seite",
    about_sealing="Ihr Browser verschlüsselt die Nachricht für die Schlüssel des Besitzers, im offenen Format "
    "age. Die Seite selbst sendet nichts: Abschicken tun Sie.",
    about_host="Wer den Webserver betreibt, erfährt, dass jemand diese Seite geöffnet hat, aber nicht, um "
    "welchen Aufkleber es ging: Das steht hinter dem # der Adresse, und das senden Browser nie. Nur der Code des "
    "Aufklebers öffnet, was über seine Sache gesagt wird.",
    about_trust="Wer den Webserver in der Hand hat, könnte hier eine andere Seite hinstellen. Dann würde der "
    "Code des Aufklebers nicht passen, aber eine gefälschte Seite kann alles behaupten. Nehmen Sie im Zweifel, "
    "was auf dem Aufkleber gedruckt steht.",
    about_data="Was Sie schreiben, ist nur für den Besitzer. Über Sie wird nichts gesammelt: keine Cookies, "
    "keine Zähler.",
    fingerprint="Der Signaturschlüssel des Besitzers",
    recipients="Nachrichten werden verschlüsselt für",
    signature_good="Ihr Browser hat geprüft, dass dieser Schlüssel diese Liste unterschrieben hat.",
    signature_bad="Die Unterschrift dieses Schlüssels unter diese Liste stimmt nicht.",
    signature_unknown="Ihr Browser kann die Unterschrift dieses Schlüssels nicht prüfen.",
)
