package firestoredb_test

import (
	"context"
	"os"
	"sync"
	"testing"

	pb "cloud.google.com/go/firestore/apiv1/firestorepb"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/stats"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredb/firestoredbtest"
)

// traffic is what a store exchanges with Firestore, counted as Firestore bills it.
type traffic struct {
	mutex         sync.Mutex
	reads, writes int
	largest       int // commit, in bytes
	filtered      []string
	ordered       int // queries with an order
}

// watched opens a store whose traffic is counted.
func watched(t *testing.T, project string) (*firestoredb.Store, *traffic) {
	t.Helper()
	seen := new(traffic)
	connection, err := grpc.NewClient(os.Getenv("FIRESTORE_EMULATOR_HOST"),
		grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithStatsHandler(seen))
	if err != nil {
		t.Fatal(err)
	}
	return firestoredbtest.Open(t, project, option.WithGRPCConn(connection)), seen
}

// take gives what was counted since the last time.
func (t *traffic) take() (reads, writes int) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	reads, writes = t.reads, t.writes
	t.reads, t.writes = 0, 0
	return reads, writes
}

// found counts the documents that a query found, in its context.
type found struct{ documents int }

func (t *traffic) TagRPC(ctx context.Context, _ *stats.RPCTagInfo) context.Context {
	return context.WithValue(ctx, found{}, new(found))
}

func (t *traffic) HandleRPC(ctx context.Context, s stats.RPCStats) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	switch s := s.(type) {
	case *stats.OutPayload:
		t.request(s.Payload, s.Length)
	case *stats.InPayload:
		t.answer(s.Payload, ctx.Value(found{}).(*found))
	}
}

func (t *traffic) request(message any, size int) {
	switch m := message.(type) {
	case *pb.CommitRequest:
		t.writes += len(m.Writes)
		t.largest = max(t.largest, size)
	case *pb.RunQueryRequest:
		t.reads++ // one that finds nothing costs as much as one that finds one document
		if filter := m.GetStructuredQuery().GetWhere().GetFieldFilter(); filter != nil {
			t.filtered = append(t.filtered, filter.Field.FieldPath)
		}
		t.ordered += len(m.GetStructuredQuery().GetOrderBy())
	}
}

func (t *traffic) answer(message any, f *found) {
	switch m := message.(type) {
	case *pb.BatchGetDocumentsResponse:
		if m.Result != nil {
			t.reads++ // also of a document that is missing
		}
	case *pb.RunQueryResponse:
		if m.Document != nil {
			f.documents++
			if f.documents > 1 {
				t.reads++
			}
		}
	}
}

func (t *traffic) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }
func (t *traffic) HandleConn(context.Context, stats.ConnStats)                       {}
