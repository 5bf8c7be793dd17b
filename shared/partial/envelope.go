package partial

import (
	"bytes"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/scalar"
)

// envelope are the keys of the file itself, in the order in which a missing one is reported.
var envelope = []string{
	"EVENT_SCHEMA_VERSION", "kind", "id", "timestamp", "summary",
	string(event.Courses), string(event.LodgementGroups), string(event.Lodgements), string(event.Registrations),
}

// file reads the whole file.
func (d *decoder) file() error {
	begin := nextToken(d.dec, d.data)
	d.start = begin
	present := map[string]bool{}
	ok, err := d.object(once(len(envelope)), func(name string) error {
		present[name] = true
		return d.member(name)
	})
	if err != nil {
		return err
	}
	if _, err := d.dec.ReadToken(); err != io.EOF {
		d.found.AddAt("", nextToken(d.dec, d.data), onimport.Trailing)
	}
	if !ok {
		d.imp = nil
		return nil
	}
	for _, key := range envelope[:4] {
		// SPEC: "timestamp: optional with major 19 only."
		if !present[key] && (key != "timestamp" || d.imp.SchemaVersion[0] != 19) {
			d.addMissing(key, begin)
		}
	}
	return nil
}

// member reads a member of the envelope.
func (d *decoder) member(name string) error {
	switch name {
	case "EVENT_SCHEMA_VERSION":
		return d.version()
	case "kind":
		raw, err := d.dec.ReadValue()
		if err == nil && scalar.Value(raw).Unquote() != "partial" {
			d.add(onimport.NotPartial, string(raw))
		}
		return err
	case "id":
		v, err := d.value(scalar.Positive)
		if n, convErr := strconv.ParseInt(string(v), 10, 32); convErr == nil {
			d.imp.Event = event.ID(n)
		}
		return err
	case "timestamp":
		v, err := d.value(scalar.DateTime)
		if v != "" {
			d.imp.Timestamp, _ = scalar.Instant(v.Unquote())
		}
		return err
	case "summary":
		v, err := d.value(scalar.String)
		d.imp.Summary = v.Unquote()
		return err
	case string(event.Courses), string(event.LodgementGroups), string(event.Lodgements), string(event.Registrations):
		return d.section(event.Section(name))
	}
	d.addForbidden(name, envelope)
	return d.dec.SkipValue()
}

// SPEC: "a list of exactly two JSON integers. 17.0 to 17.2 are fine. The majors 16, 18 and 19 (any minor >= 0) are
// accepted with a warning if every key used in the file belongs to schema 17.2 and nothing else is wrong."
func (d *decoder) version() error {
	raw, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	version, ok := versionOf(raw)
	known := ok && (version[0] == 17 && version[1] <= 2 || version[0] == 16 || version[0] == 18 || version[0] == 19)
	if !known {
		d.add(onimport.WrongVersion, string(raw))
		return nil
	}
	d.imp.SchemaVersion = version
	return nil
}

func versionOf(raw jsontext.Value) (version [2]int, ok bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(raw))
	if token, err := dec.ReadToken(); err != nil || token.Kind() != '[' {
		return version, false
	}
	for i := range version {
		item, err := dec.ReadValue()
		if err != nil || item.Kind() != '0' {
			return version, false
		}
		// The minor version must not be negative, nor written with a fraction or an exponent.
		n, err := strconv.ParseUint(string(item), 10, 31)
		if err != nil {
			return version, false
		}
		version[i] = int(n)
	}
	return version, dec.PeekKind() == ']'
}

// Foreign reports whether the import says that it is of another major version than ours.
func (i *Import) Foreign() bool { return i.SchemaVersion[0] != event.SchemaVersion[0] }

// addUnknown notes a key that does not exist, with the nearest one that does.
func (d *decoder) addUnknown(name string, allowed []string) {
	d.add(problem.UnknownKey, name).SuggestName(problem.Nearest(name, allowed))
}
