"""Extents: between which degrees each country lies, to hold the coordinates of its places against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from summitdata.model import Row, Rows

_EXTENTS: Final = """
    AE 50 21 58 28; AF 59 28 77 40; AL 18 38 22 44; AM 42 37 48 43; AO 10 -19 26 -3; AR -75 -57 -52 -20;
    AT 8 45 18 50; AU 96 -55 160 -9; AZ 43 37 52 43; BA 14 41 21 47; BD 87 19 94 28; BE 1 48 8 53; BF -7 8 4 17;
    BG 21 40 30 46; BI 28 -6 32 -1; BJ -1 5 5 14; BN 113 3 117 7; BO -71 -24 -56 -8; BR -74 -34 -28 6;
    BS -80 20 -72 28; BT 87 25 94 30; BW 18 -28 31 -16; BY 22 50 34 58; BZ -91 14 -87 20; CA -142 41 -52 84;
    CD 11 -15 33 7; CF 13 1 29 13; CG 10 -6 20 5; CH 5 44 12 49; CI -10 3 -1 12; CL -110 -57 -66 -17; CM 7 0 17 14;
    CN 73 3 136 54; CO -82 -5 -66 14; CR -88 5 -82 12; CU -86 18 -73 25; CY 31 33 35 37; CZ 11 47 20 53;
    DE 5 46 16 56; DJ 40 9 45 14; DK 7 54 16 58; DO -73 16 -67 21; DZ -10 18 13 39; EC -92 -6 -75 2;
    EE 21 57 29 60; EG 23 21 38 33; ER 35 11 45 19; ES -19 27 5 44; ET 32 2 49 16; FI 19 59 32 71; FR -6 41 10 52;
    GA 7 -5 16 4; GB -9 49 2 61; GE 39 40 48 45; GH -5 3 3 13; GL -75 59 -11 85; GM -18 12 -12 15; GN -17 6 -6 14;
    GQ 5 -2 12 4; GR 19 34 30 42; GT -94 12 -87 19; GW -18 10 -12 14; GY -63 0 -55 10; HN -90 12 -82 18;
    HR 13 42 20 47; HT -76 17 -70 21; HU 15 44 24 50; ID 94 -12 142 7; IE -11 50 -5 57; IL 33 28 37 35;
    IN 68 6 98 36; IQ 37 28 50 39; IR 43 24 65 41; IS -25 63 -13 67; IT 6 35 19 48; JM -80 16 -75 20;
    JO 33 28 41 35; JP 122 20 154 46; KE 32 -6 43 7; KG 68 38 82 45; KH 101 9 109 16; KP 124 37 131 43;
    KR 124 33 132 39; KW 45 27 50 32; KZ 45 39 89 57; LA 99 12 109 24; LB 34 32 38 36; LK 78 5 83 11;
    LR -13 3 -6 10; LS 26 -32 31 -27; LT 20 52 28 58; LU 4 48 8 52; LV 20 54 30 59; LY 8 18 27 35; MA -18 20 0 37;
    MD 25 44 31 50; ME 17 40 22 45; MG 43 -26 51 -11; MK 19 39 24 44; ML -14 9 6 26; MM 91 8 103 30;
    MN 86 40 121 53; MR -19 13 -3 29; MW 31 -18 37 -8; MX -119 14 -86 33; MY 99 0 120 8; MZ 29 -28 42 -9;
    NA 10 -30 27 -15; NE -1 10 17 25; NG 1 3 16 15; NI -88 10 -82 15; NL 2 49 9 55; NO 4 57 34 81; NP 79 25 90 32;
    NZ -180 -53 180 -29; OM 51 15 61 28; PA -84 6 -76 11; PE -83 -20 -67 1; PG 140 -12 158 0; PH 116 4 127 22;
    PK 59 22 79 39; PL 13 48 25 56; PT -32 30 -6 43; PY -64 -29 -53 -18; QA 49 23 53 28; RO 19 42 31 50;
    RS 17 41 24 48; RU -180 41 180 82; RW 28 -4 32 0; SA 33 15 57 34; SB 155 -13 171 -5; SD 20 7 40 23;
    SE 10 55 25 70; SI 12 44 18 48; SK 15 46 24 51; SL -15 5 -9 11; SN -19 11 -10 18; SO 40 -2 52 12;
    SR -59 0 -53 7; SS 22 2 37 14; SV -92 12 -86 16; SY 34 31 44 39; SZ 29 -29 34 -24; TD 12 6 25 25; TG -1 4 3 12;
    TH 96 4 107 22; TJ 66 35 76 42; TL 124 -11 129 -7; TM 51 34 68 44; TN 6 29 13 39; TR 25 34 46 44;
    TT -62 10 -60 12; TW 116 20 123 27; TZ 28 -13 42 0; UA 21 43 42 54; UG 28 -3 36 6; US -180 18 -66 72;
    UY -60 -36 -52 -29; UZ 54 36 75 47; VE -74 0 -59 16; VN 102 8 115 24; VU 166 -21 171 -13; YE 41 11 55 20;
    ZA 16 -47 38 -22; ZM 20 -19 35 -7; ZW 24 -24 34 -14
"""
"""By country: west, south, east and north in whole degrees, rounded outwards, islands far off included.

Rounded from the 1:110 million map of Natural Earth, which is in the public domain; a country that crosses the 180th
meridian has all longitudes.  A country that is not listed has no extent, and nothing is said of its places.
"""

EXTENTS: Final = {
    country: (int(west), int(south), int(east), int(north))
    for country, west, south, east, north in (each.split() for each in _EXTENTS.split(";"))
}


def outside(rows: Rows) -> Iterator[tuple[str, str]]:
    """Give each place whose coordinates are outside its country, with the extent of that."""
    for place in rows["places"]:
        found = _outside(place)
        if found is not None:
            yield str(place["id"]), found


def _outside(place: Row) -> str | None:
    latitude, longitude, extent = place["latitude"], place["longitude"], EXTENTS.get(str(place["country"]))
    if not isinstance(latitude, float | int) or not isinstance(longitude, float | int) or extent is None:
        return None
    west, south, east, north = extent
    if west <= longitude <= east and south <= latitude <= north:
        return None
    return f"latitudes {south} to {north} and longitudes {west} to {east}"
