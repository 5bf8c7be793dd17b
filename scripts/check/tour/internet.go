package tour

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// internet is a proxy at which all hosts of the world are one handler. Programs use it by HTTPS_PROXY, and believe its
// certificates by a file. So what runs here calls the addresses that it would call at Google.
type internet struct {
	handler http.Handler
	key     *ecdsa.PrivateKey
	root    *x509.Certificate
}

// newInternet writes the certificate to believe to a file.
func newInternet(handler http.Handler, file string) (*internet, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Kursbuch check"}, IsCA: true,
		BasicConstraintsValid: true,
		NotBefore:             time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, root, root, key.Public(), key)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return &internet{handler, key, root}, os.WriteFile(file, text, 0o600)
}

// ServeHTTP takes the requests for a connection to some host.
func (n *internet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect {
		http.Error(w, "only https", http.StatusBadRequest)
		return
	}
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	certificate, err := n.certificate(host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return // it is gone
	}
	if _, err := io.WriteString(connection, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		connection.Close()
		return
	}
	secure := tls.Server(connection, &tls.Config{Certificates: []tls.Certificate{certificate}})
	// Programs that believe other certificates only, and do without, are no news.
	server := &http.Server{Handler: n.handler, ErrorLog: log.New(io.Discard, "", 0)}
	_ = server.Serve(&single{connection: secure}) // the connection goes on after it
}

func (n *internet) certificate(host string) (tls.Certificate, error) {
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), DNSNames: []string{host},
		NotBefore: n.root.NotBefore, NotAfter: n.root.NotAfter, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, n.root, n.key.Public(), n.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("certificate of %s: %w", host, err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: n.key}, nil
}

// single listens for the one connection that there is already.
type single struct {
	connection net.Conn
	once       sync.Once
}

var errNoMore = errors.New("there is one connection only")

// Accept implements [net.Listener].
func (s *single) Accept() (connection net.Conn, err error) {
	err = errNoMore
	s.once.Do(func() { connection, err = s.connection, nil })
	return connection, err
}

// Close implements [net.Listener]. The connection lives on.
func (s *single) Close() error { return nil }

// Addr implements [net.Listener].
func (s *single) Addr() net.Addr { return s.connection.LocalAddr() }
