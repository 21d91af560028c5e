"""The search of records: what is typed, the ways in which names fit it, then texts and topics.

Its counterpart in the browser is `site/assets/js/search`; decision 0039 tells what holds the two together.
"""
