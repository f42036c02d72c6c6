"""Who issued the number under a bar code, by its first three digits (GS1 General Specifications, figure 1.4.2-1).

It says where a company asked for its numbers; it never says where a thing was made.
"""

from __future__ import annotations

# First and last prefix, and the member organisation of GS1, as the library biip has them; a test compares the two.
_TABLE = """
001-019 US
030-039 US
060-139 US
300-379 France
380-380 Bulgaria
381-381 Kosovo
383-383 Slovenija
385-385 Croatia
387-387 BIH (Bosnia-Herzegovina)
389-389 Montenegro
400-440 Germany
450-459 Japan
460-469 Russia
470-470 Kyrgyzstan
471-471 Chinese Taipei
474-474 Estonia
475-475 Latvia
476-476 Azerbaijan
477-477 Lithuania
478-478 Uzbekistan
479-479 Sri Lanka
480-480 Philippines
481-481 Belarus
482-482 Ukraine
483-483 Turkmenistan
484-484 Moldova
485-485 Armenia
486-486 Georgia
487-487 Kazakstan
488-488 Tajikistan
489-489 Hong Kong, China
490-499 Japan
500-509 UK
520-521 Association Greece
528-528 Lebanon
529-529 Cyprus
530-530 Albania
531-531 Macedonia
535-535 Malta
539-539 Ireland
540-549 Belgium & Luxembourg
560-560 Portugal
569-569 Iceland
570-579 Denmark
590-590 Poland
594-594 Romania
599-599 Hungary
600-601 South Africa
603-603 Ghana
604-604 Senegal
605-605 Uganda
606-606 Angola
607-607 Oman
608-608 Bahrain
609-609 Mauritius
611-611 Morocco
613-613 Algeria
615-615 Nigeria
616-616 Kenya
617-617 Cameroon
618-618 Côte d'Ivoire
619-619 Tunisia
620-620 Tanzania
621-621 Syria
622-622 Egypt
624-624 Libya
625-625 Jordan
626-626 Iran
627-627 Kuwait
628-628 Saudi Arabia
629-629 Emirates
630-630 Qatar
631-631 Namibia
632-632 Rwanda
640-649 Finland
680-681 China
690-699 China
700-709 Norway
729-729 Israel
730-739 Sweden
740-740 Guatemala
741-741 El Salvador
742-742 Honduras
743-743 Nicaragua
744-744 Costa Rica
745-745 Panama
746-746 Republica Dominicana
750-750 Mexico
754-755 Canada
759-759 Venezuela
760-769 Switzerland
770-771 Colombia
773-773 Uruguay
775-775 Peru
777-777 Bolivia
778-779 Argentina
780-780 Chile
784-784 Paraguay
786-786 Ecuador
789-790 Brasil
800-839 Italy
840-849 Spain
850-850 Cuba
858-858 Slovakia
859-859 Czech
860-860 Serbia
865-865 Mongolia
867-867 North Korea
868-869 Türkiye
870-879 Netherlands
880-881 South Korea
883-883 Myanmar
884-884 Cambodia
885-885 Thailand
887-887 Laos
888-888 Singapore
890-890 India
893-893 Vietnam
896-896 Pakistan
899-899 Indonesia
900-919 Austria
930-939 Australia
940-949 New Zealand
950-950 Global Office
955-955 Malaysia
958-958 Macau, China
977-977 ISSN
978-979 ISBN
"""
_BOOKS = {"ISBN": "the ISBN agencies", "ISSN": "the ISSN agencies"}


def issuer(gtin: str) -> str | None:
    """Who issued a GTIN of 14 digits, such as `GS1 Germany`; None for numbers of a shop's own and unknown ones."""
    short = gtin.startswith("000000")  # a GTIN-8
    prefix = int(gtin[6:9] if short else gtin[1:4])
    if short and prefix < 100:
        return None
    for line in _TABLE.strip().split("\n"):
        numbers, _, name = line.partition(" ")
        if int(numbers[:3]) <= prefix <= int(numbers[4:]):
            return _BOOKS.get(name, f"GS1 {name}")
    return None
