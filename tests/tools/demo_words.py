"""Upper and lower case for titles that the source has lower-cased."""

from __future__ import annotations

import re
from typing import Final

_AS_WRITTEN: Final = {
    word.lower(): word
    for word in (
        # brands and models
        "3M ACDSee ASUS AGF APC ATI CP BUFFALO D-Link DYMO EVGA GE HP iHome IBM iLuv iOGEAR IOGEAR ioSafe "
        "IRISPen IRIS iFrogz JVC LaCie LG MSI NETGEAR NZXT OtterBox PNY Q-See RCA rooCASE SanDisk SIIG "
        "StarTech StarTech.com SwitchEasy TDK TP-Link TRENDnet V7 ViewSonic VisionTek ZyXEL NeatReceipts "
        "BookReader ImageFORMULA imageCLASS EasyShare LaserJet OfficeJet DeskJet PowerShot PhotoSmart "
        "CyberShot FireWire ExpressCard BlackBerry MacBook iPad iPhone iPod iMac HomePlug MegaPlug "
        "LifeCam BlueTrack SlimBlade LinkStation MiniStation MediaStation DriveStation NexStar FastKey "
        "InfoLithium TypeStar ThinkPad IdeaPad PlayStation SuperSpeed SmartOnline EasyCat GlidePoint "
        "TurboPC WebEditor eSATA e-Sata Wi-Fi WiFi Hi-Speed Hi-Def QuickCam TouchPad Eye-Fi ScanJet "
        "DesignJet BulletScan SoundBlaster Ti X-Fi "
        # short forms
        "AC ADC ADF ADSL ADSL2 ADS AM AMD AMOLED APS ATA ATX AV AVR BD BD-R BD-RE BNC BP BW CAT CCD CCTV "
        "CD CD-R CD-RW CF CMOS CPU CRT DB DC DDR DDR2 DDR3 DECT DI DIMM DJ DL DLP DLT DMX DP DRAM DSI DSL "
        "DSLR DV DVD DVD-R DVD-RW DVD+R DVDs CDs DVI DVR ECC EIDE EPP EU EVDO FAX FM FRS FSB GMRS GPS GSM "
        "GT GTS GTX HD HDD HDMI HDTV HSPA IDE IEEE IP IR ISA KVM LAN LCD LED LGA LP LTO LVD MFP MIDI MIMO "
        "MMC MP3 MP4 NAS NIC NTSC OPC OTG PATA PC PCI PCI-E PCIe PCMCIA PDA PDF PKI PL POE PoE POS PS PS2 "
        "PSU PVC QVGA RAID RAM RCA RDX RF RFID RGB RJ RJ11 RJ45 RJ-45 RS-232 RX SAS SATA SC SCSI SD SDHC "
        "SDRAM SFP SIM SLI SLR SMA SO-DIMM SODIMM SOHO SPF SSD ST SVGA TFT THX TV TVs UHF UK UPS US USA "
        "USB UV UXGA VAIO VCR VESA VGA VHF VHS VOIP VoIP VPN WAN WLAN WMA AAC WPS WUXGA WXGA XBOX XGA XL "
        "XM XLR II III IV VI VII XP XS "
    ).split()
}
_SMALL: Final = frozenset("a an and as at by for from in into of on or per the to up via w with x".split())
_MEASURES: Final = {
    written.lower(): written
    for written in (
        "GB TB MB KB MP GHz MHz Mbps Gbps dBi mm cm ft in W V VA mAh mW Hz x K D p pk g ml ct"
    ).split()
}
_NUMBER: Final = re.compile(r"^(\d+(?:\.\d+)?)([a-z]*)$")


def recase(text: str) -> str:
    """Return *text* as a shop would print it.

    >>> recase("netgear wireless router for video and gaming wndr37av")
    'NETGEAR Wireless Router for Video and Gaming WNDR37AV'
    >>> recase("toshiba 1 tb usb 3.0 external hard drive")
    'Toshiba 1 TB USB 3.0 External Hard Drive'
    """
    words = re.sub(r" \.(?=\d)", ".", text).strip(" .,#").split()
    return " ".join(_word(word, words[at - 1] if at else "") for at, word in enumerate(words))


def recase_model(model: str, brand: str) -> str:
    """Return *model* in capitals, without the *brand* some rows begin it with.

    >>> recase_model("hp ce505xd", "hp")
    'CE505XD'
    """
    bare = model.removeprefix(brand + " ").strip(" #")
    return re.sub(r" (?=\.\d)|(?<=#) | (?=/)|(?<=/) ", "", bare).upper()


def _word(word: str, before: str) -> str:
    if word in _AS_WRITTEN:
        return _AS_WRITTEN[word]
    if word in _MEASURES and _NUMBER.match(before):
        return _MEASURES[word]
    number = _NUMBER.match(word)
    if number and number[2] in _MEASURES:
        return number[1] + _MEASURES[number[2]]
    if (word in _SMALL and before) or re.match(r"^\d+(\.\d+)?-[a-z]+$", word):  # 17-inch, 3-port
        return word
    if any(letter.isdigit() for letter in word):
        return word.upper()
    return "-".join(_part(part, first=not at) for at, part in enumerate(word.split("-")))


def _part(part: str, *, first: bool) -> str:
    if part in _AS_WRITTEN:
        return _AS_WRITTEN[part]
    return part if part in _SMALL and not first else part[:1].upper() + part[1:]
