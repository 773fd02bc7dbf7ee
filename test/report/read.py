"""Reads reports as strangers do: one JSON array of documents on standard input, what was found in each on standard output."""
import json, sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects the tags, attributes and visible text of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.open = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(' '.join([tag, *sorted(name for name, _ in attributes)]))
        if tag not in ('meta', 'br', 'hr', 'img', 'link'):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ValueError('tags do not nest: ' + tag)

    def handle_data(self, data):
        if 'style' not in self.open:
            inside = 'code' if 'code' in self.open or 'pre' in self.open else 'prose'
            self.text.append([inside, data])

    def handle_comment(self, data):
        self.tags.append('comment')


def page(text):
    reader = Page()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise ValueError('tags left open: %s' % reader.open)
    return {'tags': sorted(set(reader.tags)), 'count': len(reader.tags), 'text': reader.text}


def junit(text):
    root = ET.fromstring(text.encode())
    return {
        'suites': [suite.get('name') for suite in root],
        'cases': [case.get('name') for case in root.iter('testcase')],
        'texts': [element.text or '' for element in root.iter() if element.tag in ('failure', 'error', 'system-out')],
        'properties': [[p.get('name'), p.get('value')] for p in root.iter('property')],
        'elements': sorted({element.tag for element in root.iter()}),
    }


read = {'junit': junit, 'html': page}[sys.argv[1]]
json.dump([read(document) for document in json.load(sys.stdin)], sys.stdout)
