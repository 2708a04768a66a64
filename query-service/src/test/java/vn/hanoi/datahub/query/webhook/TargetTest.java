package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the hub may be made to send to. Only addresses, and the one name that every machine knows: no name server is asked. */
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
                "https://8.8.8.8:99999/ | url has a port up to 65535",
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
                "https://localhost:8081/",
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
                "https://[ff02::1]/"
            })
    void refusesTheHubsOwnNetwork_unlessItIsAllowed(String url) {
        assertThat(STRICT.refusal(url)).contains("url leads into the hub's own network");
        assertThat(LOCAL.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/",
                "https://8.8.8.8:8443/hooks?a=b",
                "https://172.15.0.1/",
                "https://172.32.0.1/",
                "https://[2001:4860:4860::8888]/"
            })
    void takesEverybodyElses(String url) {
        assertThat(STRICT.refusal(url)).isEmpty();
        assertThat(LOCAL.refusal(url)).isEmpty();
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
        assertThat(STRICT.refusal(url)).contains("the host of url is not known");
    }
}
