package main

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"kursbuch.internal/shared/diff"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/proposal"
)

// check checks import files one after another.
func (c command) check(out, errs io.Writer, now time.Time) (int, error) {
	if err := mayWrite(c.apply, c.files); err != nil {
		return exitUsage, err
	}
	b, err := c.basis(0)
	if err != nil {
		return exitUsage, err
	}
	if c.json {
		t := newPrinter(errs, c.lang)
		defer t.Flush() // nobody is left to be told about a failed write
		tellBasis(t, b)
		return c.checkForPrograms(b.snapshot, out, now)
	}
	return c.checkForPeople(b, out, now)
}

func (c command) checkForPrograms(snapshot *event.Snapshot, out io.Writer, now time.Time) (int, error) {
	var reports []proposal.Report
	after, err := c.each(snapshot, now, func(_ string, p *proposal.Proposal) {
		reports = append(reports, p.Report(c.lang))
	})
	if err != nil {
		return exitUsage, err
	}
	pieces := json.WithMarshalers(json.MarshalToFunc(piecewise))
	if err := json.MarshalWrite(out, reports, pieces, json.Deterministic(true), jsontext.WithIndent(" ")); err != nil {
		return exitUsage, err
	}
	fmt.Fprintln(out)
	return c.finish(after)
}

// piecewise writes a value token by token, so that the encoder need not hold all of a delta at once.
func piecewise(enc *jsontext.Encoder, v jsontext.Value) error {
	dec := jsontext.NewDecoder(bytes.NewBuffer(v))
	for {
		switch dec.PeekKind() {
		case '{', '}', '[', ']':
			token, err := dec.ReadToken()
			if err == nil {
				err = enc.WriteToken(token)
			}
			if err != nil {
				return err
			}
		default: // names and values, and what is wrong
			value, err := dec.ReadValue()
			if err == io.EOF {
				return nil
			} else if err == nil {
				err = enc.WriteValue(value)
			}
			if err != nil {
				return err
			}
		}
	}
}

func (c command) checkForPeople(b *basis, out io.Writer, now time.Time) (int, error) {
	t := newPrinter(out, c.lang)
	first := !tellBasis(t, b)
	after, err := c.each(b.snapshot, now, func(name string, p *proposal.Proposal) {
		if !first {
			t.Gap()
		}
		first = false
		t.Report(name, p)
	})
	if err != nil {
		t.Flush()
		return exitUsage, err
	}
	status, err := c.finish(after)
	if err == nil && c.apply != "" {
		applied(t, c.apply, status)
	}
	if err := t.Flush(); err != nil {
		return exitUsage, err
	}
	return status, err
}

// reporter is told of each import that was checked.
type reporter func(name string, p *proposal.Proposal)

// each checks one import after the other, each on the state that the acceptable ones before it leave. The result is the
// state after all of them, nil if one is not acceptable.
func (c command) each(snapshot *event.Snapshot, now time.Time, report reporter) (*event.Snapshot, error) {
	acceptable := true
	for _, name := range c.files[1:] {
		content, err := readImport(name)
		if err != nil {
			return nil, err
		}
		p := proposal.Offline(snapshot, content)
		if p.Plan == nil {
			acceptable = false
		} else {
			applied := diff.Apply(snapshot, p.Plan, now)
			snapshot = applied.Snapshot
			if c.apply != "" {
				p.Decision = &proposal.Decision{Created: applied.Created}
			}
		}
		report(name, p)
	}
	if !acceptable {
		return nil, nil
	}
	return snapshot, nil
}

// finish writes the export, if one is asked for.
func (c command) finish(after *event.Snapshot) (int, error) {
	switch {
	case after == nil:
		return exitUnacceptable, nil
	case c.apply == "":
		return exitAcceptable, nil
	}
	if err := writeExport(c.apply, after); err != nil {
		return exitUsage, err
	}
	return exitAcceptable, nil
}
