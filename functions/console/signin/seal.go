package signin

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// The cookies, without what [Door.cookie] puts before.
const (
	loginCookie = "kursbuch"
	begunCookie = "kursbuch-signin-"
)

// maxCookie is the size of the largest cookie that we make, in bytes.
const maxCookie = 4000

var errNoCookie = errors.New("no cookie of ours")

// seal is what seals cookies: each with a nonce of its own, so that 2³² of them may be made by one key.
func seal(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// cookie is the full name of one. A name with __Host- is refused by browsers from any other host, and without TLS.
func (d *Door) cookie(name string) string {
	if strings.HasPrefix(d.Address, "https:") {
		return "__Host-" + name
	}
	return name
}

// set sets a cookie for a time, or deletes it if that is negative.
func (d *Door) set(w http.ResponseWriter, name, value string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(age.Seconds()), HttpOnly: true,
		Secure: strings.HasPrefix(d.Address, "https:"), SameSite: http.SameSiteLaxMode})
}

// put sets a cookie that holds a value, which nobody but us can read or make. Sealed with its name, it is worth nothing
// under another one.
func (d *Door) put(w http.ResponseWriter, name string, value any, age time.Duration) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	sealed := base64.RawURLEncoding.EncodeToString(d.sealed.Seal(nil, nil, text, []byte(name)))
	if len(sealed) > maxCookie {
		return errors.New("a cookie would be too large")
	}
	d.set(w, name, sealed, age)
	return nil
}

// unseal reads a cookie. Where there are two of the name, none counts: somebody else has set one.
func (d *Door) unseal(r *http.Request, name string, into any) error {
	cookies := r.CookiesNamed(name)
	if len(cookies) != 1 || len(cookies[0].Value) > maxCookie {
		return errNoCookie
	}
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(cookies[0].Value)
	if err != nil {
		return errNoCookie
	}
	text, err := d.sealed.Open(nil, nil, sealed, []byte(name))
	if err != nil {
		return errNoCookie
	}
	return json.Unmarshal(text, into)
}
