package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the hub may be made to send to. Only addresses, and the one name that every machine knows: no name server is
 * asked.
 */
class TargetTest {

    private static final Target STRICT = new Target(false);
    private static final Target LOCAL = new Target(true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | url begins with https://",
                "http://8.8.8.8/ | url begins with https://",
                "ftp://8.8.8.8/ | url begins with https://",
                "8.8.8.8 | url begins with https://",
                "https:/8.8.8.8/ | url has a host, and neither a user nor a fragment",
                "https:8.8.8.8 | url has a host, and neither a user nor a fragment",
                "https://user@8.8.8.8/ | url has a host, and neither a user nor a fragment",
                "https://user:word@8.8.8.8/ | url has a host, and neither a user nor a fragment",
                "https://8.8.8.8/#here | url has a host, and neither a user nor a fragment",
                "https://8.8.8.8/h?sdt=0987001039 | url is stored, and contains what looks like personal data; leave it out",
                "https://8.8.8.8/h?sdt=0987%20001%20039 | url is stored, and contains what looks like personal data; leave it out",
                "https://8.8.8.8/lan%40secretmail.vn/x | url is stored, and contains what looks like personal data; leave it out",
                "https://8.8.8.8:99999/ | url has a port up to 65535",
                "https://8.8.8.8:22/ | url has the port 443 or 8443",
                "https://8.8.8.8:9092/ | url has the port 443 or 8443",
                "https://8.8.8.8/a b | url is not an address",
                "https://[8.8.8.8/ | url is not an address"
            })
    void refusesWhatIsNoAddressToPostTo(String url, String why) {
        assertThat(STRICT.refusal(url)).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.9.9.9/",
                "https://localhost/",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://0.0.0.0/",
                "https://224.0.0.1/",
                "https://[::1]/",
                "https://[::]/",
                "https://[fe80::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[ff02::1]/",
                "https://0.1.2.3/",
                "https://100.64.0.1/",
                "https://100.127.255.255/",
                "https://192.0.0.8/",
                "https://192.0.2.1/",
                "https://192.88.99.1/",
                "https://198.18.0.1/",
                "https://198.19.255.255/",
                "https://198.51.100.1/",
                "https://203.0.113.1/",
                "https://239.255.255.255/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                "https://[fc00::1]/",
                "https://[fd12:3456::1]/",
                "https://[fec0::1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[64:ff9b:1::a00:1]/",
                "https://[::10.0.0.1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[100::1]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
                "https://[2002:a00:1::]/",
                "https://[3fff::1]/",
                "https://[5f00::1]/",
                "https://[fe80::1%25lo]/"
            })
    void refusesTheHubsOwnNetwork_unlessItIsAllowed(String url) {
        assertThat(STRICT.refusal(url)).contains("the host of url has no public address");
        assertThat(LOCAL.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/",
                "https://8.8.8.8:8443/hooks?a=b",
                "https://172.15.0.1/",
                "https://172.32.0.1/",
                "https://100.63.255.255/",
                "https://100.128.0.1/",
                "https://198.17.255.255/",
                "https://223.255.255.255/",
                "https://[2400:cb00::1]/",
                "https://[2001:4860:4860::8888]/"
            })
    void takesEverybodyElses(String url) {
        assertThat(STRICT.refusal(url)).isEmpty();
        assertThat(LOCAL.refusal(url)).isEmpty();
    }

    /** What one program connects to must be what another one has checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://0177.0.0.1/",
                "https://8.8.8.08/",
                "https://0x7f.0.0.1/",
                "https://0x7f000001/",
                "https://8.8.8.0x8/",
                "https://127.1/",
                "https://8.8.8/",
                "https://2130706433/",
                "https://8.8.8.8.8/",
                "https://8.8.8.256/",
                "https://8.8.8.8./",
                "https://user@0177.0.0.1:443/",
                "https://[::ffff:0177.0.0.1]/",
                "https://[::ffff:8.8.8.08]/"
            })
    void refusesAnIpv4AddressThatCanBeReadInTwoWays(String url) {
        String why = "an IPv4 address in url is four decimal numbers without leading zeros";

        assertThat(STRICT.refusal(url)).contains(why);
        assertThat(LOCAL.refusal(url)).contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.example.org/", "https://0x7f.example/", "https://[2001:4860:4860::8844]:8443/"})
    void aNumberInANameIsNoAddress(String url) {
        Target target = new Target(false, host -> List.of(InetAddress.getByName("8.8.8.8")));

        assertThat(target.refusal(url)).isEmpty();
    }

    /** For trying it out; what is no address stays none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1:9/ |",
                "ftp://127.0.0.1/ | url begins with https://",
                "http://user@127.0.0.1/ | url has a host, and neither a user nor a fragment",
                "http://127.0.0.1:99999/ | url has a port up to 65535"
            })
    void takesPlainHttpWhereLocalAddressesAreAllowed(String url, String why) {
        assertThat(LOCAL.refusal(url).orElse(null)).isEqualTo(why);
    }

    /** Too long for any name server to be asked. */
    @ParameterizedTest
    @ValueSource(strings = "https://xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/")
    void refusesANameThatNobodyKnows(String url) {
        assertThat(STRICT.refusal(url)).contains("the host of url has no public address");
    }

    /** A name that leads outside when it is looked at, and inside when it is connected to. */
    @Test
    void connectsToNoAddressThatItHasNotLookedAt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Target rebound = new Target(
                false, host -> List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "8.8.8.8" : "127.0.0.1")));

        try (Sender sender = new Sender(rebound)) {
            assertThat(sender.post("https://rebound.example/", Map.of(), "{}")).isEqualTo("no connection");
        }
        assertThat(asked).as("once to refuse it, and once to connect").hasValue(2);
        assertThatThrownBy(() -> rebound.lookup("rebound.example")).isInstanceOf(UnknownHostException.class);
    }
}
