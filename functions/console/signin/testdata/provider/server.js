// A certified provider of OpenID Connect on loopback. Whoever signs in at it has the mail address that they type; one
// that begins with "unverified" is not verified. It prints its address when it is ready.
import http from 'node:http';
import Provider from 'oidc-provider';

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{client_id: 'console', client_secret: 'secret', redirect_uris: [process.argv[2]]}],
    claims: {openid: ['sub'], email: ['email', 'email_verified'], profile: ['name']},
    conformIdTokenClaims: false,
    cookies: {keys: ['loopback']},
    pkce: {required: () => true, methods: ['S256']},
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({sub: id, email: id, email_verified: !id.startsWith('unverified'), name: 'Frieda Krähenfuß'}),
    }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit()).resume();
