package importcheck

import (
	"context"
	"errors"
	"log/slog"

	"kursbuch.internal/shared/jobcal/table"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
	"kursbuch.internal/shared/proposal"
)

// take makes the job calendar what a table says. An object that is gone, or was replaced, is no table any more: what
// replaced it comes with a trigger of its own.
func (d Deps) take(ctx context.Context, name string, upload proposal.Upload) error {
	drop := table.Drop{Table: name, Generation: upload.Generation, Zone: table.Zone, By: upload.Uploader, At: d.Now()}
	var err error
	drop.Content, err = d.Objects.Read(ctx, upload.Source, table.MaxBytes)
	switch {
	case errors.Is(err, proposal.ErrNoObject), errors.Is(err, proposal.ErrReplaced):
		slog.InfoContext(ctx, "table gone", "table", name, "generation", upload.Generation)
		return nil
	case errors.Is(err, proposal.ErrTooLarge):
		drop.Unread = unread(oncalendar.TableTooLarge, table.MaxBytes>>20)
	case errors.Is(err, proposal.ErrEncoding):
		drop.Unread = unread(oncalendar.TableUnreadable)
	case err != nil:
		return err
	}
	settings, err := d.Settings.Settings(ctx)
	if err != nil {
		return err
	}
	desk := table.Desk{Tables: d.Tables, Calendar: d.Calendar, Guard: settings.Guard}
	r, err := table.Load(ctx, desk, drop)
	if errors.Is(err, table.ErrOvertaken) {
		slog.InfoContext(ctx, "table overtaken", "table", name, "generation", upload.Generation)
		return nil
	}
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "table taken", "table", name, "generation", r.Generation, "outcome", r.Outcome,
		"rows", r.Rows, "created", r.Created.Count, "changed", r.Changed.Count, "deleted", r.Deleted.Count,
		"held", r.HeldBack.Count, "rejected", r.RejectedRows)
	return nil
}

func unread(code problem.Code, args ...any) (found problem.List) {
	found.Add("", code, args...)
	return found
}
