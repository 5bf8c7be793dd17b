package boltdb

import (
	"path/filepath"
	"syscall"
	"testing"

	"kursbuch.internal/shared/proposal"
	"kursbuch.internal/shared/sample"
)

func cpu() int64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return r.Utime.Nano() + r.Stime.Nano()
}

func BenchmarkRead(b *testing.B) {
	for _, n := range []int{5000, 50000} {
		b.Run("", func(b *testing.B) {
			s, err := Open(filepath.Join(b.TempDir(), "db"))
			if err != nil {
				b.Fatal(err)
			}
			if err := s.Create(b.Context(), &proposal.Event{Snapshot: sample.Event(1, n)}); err != nil {
				b.Fatal(err)
			}
			start := cpu()
			b.ResetTimer()
			for range b.N {
				if _, err := s.Event(b.Context(), 1); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(cpu()-start)/float64(b.N)/1e6, "cpu-ms/op")
		})
	}
}
