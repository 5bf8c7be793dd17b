package proposaltest

import (
	"errors"
	"strings"
	"time"

	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/event"
	"kursbuch.internal/shared/problem/onimport"
	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/proposal/receipt"
)

// byConsole uploads a file as the console does. spoil may change what is about to be believed.
func (d *desk) byConsole(who access.Caller, file, content string, spoil func(*receipt.Receipt,
	*proposal.Source)) *proposal.Proposal {
	d.Helper()
	name, r := receipt.New(1, who.Mail, file, []byte(content))
	d.generation++
	source := proposal.Source{Object: receipt.Object(1, name), Generation: d.generation, Uploader: both.Mail}
	if spoil != nil {
		spoil(&r, &source)
	}
	if err := d.store.Announce(d.Context(), name, r); err != nil {
		d.Fatal(err)
	}
	return d.upload(source, content)
}

var ofReceipts = []clause{
	{"a receipt is read as it was announced, and announced once", func(d *desk) {
		name, r := receipt.New(7, "orga@kursbuch.example", "Zimmer „neu“.json", []byte("{}"))
		r.At = time.Date(2027, 2, 1, 12, 0, 0, 123456789, time.UTC)
		if _, err := d.store.Receipt(d.Context(), name); !errors.Is(err, access.ErrNotFound) {
			d.Errorf("before: %v", err)
		}
		if err := d.store.Announce(d.Context(), name, r); err != nil {
			d.Fatal(err)
		}
		if err := d.store.Announce(d.Context(), name, receipt.Receipt{}); !errors.Is(err, receipt.ErrTaken) {
			d.Errorf("again: %v", err)
		}
		read, err := d.store.Receipt(d.Context(), name)
		d.same("receipt", r, read)
		if err != nil {
			d.Error(err)
		}
	}},
	{"a name that no receipt can have is that of none", func(d *desk) {
		for _, name := range []string{"", "a/b", "a/b/c", ".", "..", "__x__", strings.Repeat("a", 2000)} {
			if _, err := d.store.Receipt(d.Context(), name); !errors.Is(err, access.ErrNotFound) {
				d.Errorf("%.20q: %v", name, err)
			}
		}
	}},
	{"the receipt alone says who uploaded a file by the console", func(d *desk) {
		p := d.byConsole(orga, "a.json", rename("Eins"), nil)
		if s := p.Source; p.Status != proposal.Pending || s.Uploader != orga.Mail || s.File != "a.json" || p.Event != 1 {
			d.Errorf("%s: %+v, %v", p.Status, s, p.Problems.Items)
		}
	}},
	{"without a receipt for this very content nothing is believed", func(d *desk) {
		for what, spoil := range map[string]func(*receipt.Receipt, *proposal.Source){
			"no receipt": func(_ *receipt.Receipt, s *proposal.Source) {
				s.Object = receipt.Object(1, "aaaaaaaaaaaaaaaaaaaaaaaaaa")
			},
			"another content": func(r *receipt.Receipt, _ *proposal.Source) { r.SHA256 = r.SHA256[1:] + "0" },
			"another event":   func(r *receipt.Receipt, _ *proposal.Source) { r.Event = 2 },
		} {
			p := d.byConsole(orga, "a.json", rename(what), spoil)
			if p.Status != proposal.Invalid || p.Source.Uploader != "" || p.Source.File != "" || p.Import != nil ||
				len(p.Problems.Items) != 1 || p.Problems.Items[0].Code != onimport.NoReceipt {
				d.Errorf("%s: %s, %+v, %v", what, p.Status, p.Source, p.Problems.Items)
			}
		}
	}},
	{"without a receipt it is still known which event the file is about, and whether there is the one it is for",
		func(d *desk) {
			for folder, want := range map[event.ID]string{1: "", 2: "imports/1/", 3: "imports/1/"} {
				p, err := proposal.Check(d.Context(), d.store, proposal.Upload{Content: []byte(rename("Eins")),
					Source: proposal.Source{Bucket: "uploads", Object: receipt.Object(folder, strings.Repeat("b", 26)),
						Generation: 1}}, d.now)
				if err != nil || !strings.HasPrefix(p.Target, want) || (want == "") != (p.Target == "") {
					d.Errorf("%d: %v, %v", folder, p, err)
				}
			}
		}},
	{"a file of the same name supersedes what the same person has pending", func(d *desk) {
		first := d.byConsole(orga, "a.json", rename("Eins"), nil)
		others := []*proposal.Proposal{d.byConsole(orga, "b.json", rename("Zwei"), nil),
			d.byConsole(both, "a.json", rename("Drei"), nil), d.check("a.json", rename("Vier"))}
		last := d.byConsole(orga, "a.json", rename("Fünf"), nil)
		if last.Status != proposal.Pending || len(last.Superseded) != 1 || last.Superseded[0] != first.ID {
			d.Errorf("%s superseded %v, want %s", last.Status, last.Superseded, first.ID)
		}
		for _, p := range others {
			read, err := d.store.Proposal(d.Context(), p.ID)
			if err != nil || read.Status != proposal.Pending {
				d.Errorf("%+v: %s, %v", p.Source, read.Status, err)
			}
		}
	}},
}
