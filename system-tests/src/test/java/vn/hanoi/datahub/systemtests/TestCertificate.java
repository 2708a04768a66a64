package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of 127.0.0.1 that signs itself, and lives for two days. */
final class TestCertificate {

    static final String PASSWORD = "of-this-test-alone";
    private static final String ALIAS = "hub";

    /** PKCS12, with {@link #PASSWORD}. */
    final Path store;

    /** PEM. */
    final Path certificate;

    /** PEM. */
    final Path key;

    private final KeyStore keys;

    private TestCertificate(Path folder) throws Exception {
        store = folder.resolve("tls.p12");
        certificate = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
        keytool(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-validity",
                "2",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", certificate.toString());
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, PASSWORD.toCharArray());
        }
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(keys.getKey(ALIAS, PASSWORD.toCharArray())
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    static TestCertificate make(Path folder) throws Exception {
        return new TestCertificate(folder);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", ALIAS, "-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    /** What trusts this certificate and no other. */
    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
