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
	"google.golang.org/protobuf/proto"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/firestoredbtest"
)

// traffic is what a store exchanges with Firestore, counted as Firestore bills it.
type traffic struct {
	mutex         sync.Mutex
	reads, writes int
	largest       int // commit, in bytes
	filtered      []*pb.StructuredQuery_FieldFilter
	ordered       int // queries with an order
}

// watched opens a store whose traffic is counted.
func watched(t *testing.T, project string) (*firestoredb.Store, *traffic) {
	t.Helper()
	seen := new(traffic)
	connection, err := grpc.NewClient(os.Getenv("FIRESTORE_EMULATOR_HOST"),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(seen.unary), grpc.WithStreamInterceptor(seen.stream))
	if err != nil {
		t.Fatal(err)
	}
	return firestoredbtest.Open(t, project, option.WithGRPCConn(connection)), seen
}

func (t *traffic) unary(ctx context.Context, method string, request, reply any, c *grpc.ClientConn, invoke grpc.UnaryInvoker, options ...grpc.CallOption) error {
	if commit, ok := request.(*pb.CommitRequest); ok {
		t.mutex.Lock()
		t.writes += len(commit.Writes)
		t.largest = max(t.largest, proto.Size(commit))
		t.mutex.Unlock()
	}
	return invoke(ctx, method, request, reply, c, options...)
}

func (t *traffic) stream(ctx context.Context, d *grpc.StreamDesc, c *grpc.ClientConn, method string, open grpc.Streamer, options ...grpc.CallOption) (grpc.ClientStream, error) {
	s, err := open(ctx, d, c, method, options...)
	return &counted{ClientStream: s, traffic: t}, err
}

// counted is a stream of answers.
type counted struct {
	grpc.ClientStream
	*traffic
	documents int
}

func (c *counted) SendMsg(request any) error {
	if query, ok := request.(*pb.RunQueryRequest); ok {
		c.mutex.Lock()
		if filter := query.GetStructuredQuery().GetWhere().GetFieldFilter(); filter != nil {
			c.filtered = append(c.filtered, filter)
		}
		c.ordered += len(query.GetStructuredQuery().GetOrderBy())
		c.reads++ // a query that finds nothing costs as much as one that finds one document
		c.mutex.Unlock()
	}
	return c.ClientStream.SendMsg(request)
}

func (c *counted) RecvMsg(reply any) error {
	err := c.ClientStream.RecvMsg(reply)
	if err != nil {
		return err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	switch reply := reply.(type) {
	case *pb.BatchGetDocumentsResponse:
		if reply.Result != nil {
			c.reads++ // also of a document that is missing
		}
	case *pb.RunQueryResponse:
		if c.documents++; reply.Document != nil && c.documents > 1 {
			c.reads++
		}
	}
	return nil
}

// take gives what was counted since the last time.
func (t *traffic) take() (reads, writes int) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	reads, writes = t.reads, t.writes
	t.reads, t.writes = 0, 0
	return reads, writes
}
