package vn.hanoi.datahub.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.hanoi.datahub.standalone.registry.SchemaStore.Registered;

/** What is registered, under which number, and what the log holds of it. */
class SchemaStoreTest {

    private static final Schema FIRST = SchemaLog.schema("a string");
    private static final Schema FOLLOWS = SchemaLog.schema("a string", "b int 0");
    private static final Schema BREAKS = SchemaLog.schema("a string", "b int");
    private static final Schema OTHER = SchemaLog.schema("z long");

    private final SchemaLog log = new SchemaLog(true);
    private final SchemaStore store = log.store();

    @Test
    void theSameSchemaAgain_isFound_andNotWrittenTwice() {
        Registered first = store.register("s", FIRST);
        store.register("s", FOLLOWS);

        assertThat(store.register("s", FIRST)).isEqualTo(first);
        assertThat(log.keys()).hasSize(2);
    }

    @Test
    void versionsCountBySubject_idsBySchema() {
        assertThat(store.register("s", FIRST)).isEqualTo(new Registered("s", 1, 1, FIRST.toString()));
        assertThat(store.register("s", FOLLOWS)).isEqualTo(new Registered("s", 2, 2, FOLLOWS.toString()));
        assertThat(store.register("t", FOLLOWS)).isEqualTo(new Registered("t", 1, 2, FOLLOWS.toString()));
        assertThat(store.register("t", FIRST).id()).isEqualTo(1);
        assertThat(store.register("u", OTHER).id()).isEqualTo(3);
        assertThat(store.usesOf(2)).extracting(Registered::subject).containsExactly("s", "t");
        assertThat(store.versions("s").keySet()).containsExactly(1, 2);
        assertThat(store.versions("nobody")).isEmpty();
    }

    @Test
    void whatBreaksTheReadersOfFormerOnes_isRefused_andNotWritten() {
        store.register("s", FIRST);

        assertThatThrownBy(() -> store.register("s", BREAKS))
                .isInstanceOfSatisfying(RegistryException.class, e -> {
                    assertThat(e.status()).isEqualTo(409);
                    assertThat(e.code()).isEqualTo(409);
                })
                .hasMessageContaining("\"s\"");
        assertThat(store.versions("s")).hasSize(1);
        assertThat(log.keys()).hasSize(1);
        assertThat(store.register("t", BREAKS).version())
                .as("another subject has readers of its own")
                .isEqualTo(1);
    }

    @Test
    void aSubjectsOwnRuleGoesBeforeTheRegistrys() {
        store.register("s", FIRST);
        store.register("t", FIRST);
        store.setCompatibility("", "NONE");
        store.setCompatibility("t", "BACKWARD");

        assertThat(store.compatibility("s")).isEmpty();
        assertThat(store.register("s", BREAKS).version()).isEqualTo(2);
        assertThatThrownBy(() -> store.register("t", BREAKS)).isInstanceOf(RegistryException.class);
    }

    @Test
    void aSubjectThatWasDeleted_beginsAnew_andNoIdIsGivenTwice() {
        store.register("s", FIRST);
        store.delete("s");

        assertThat(store.subjects()).isEmpty();
        assertThat(store.schema(1))
                .as("what was written with it must stay readable")
                .contains(FIRST.toString());
        assertThat(store.register("s", OTHER)).isEqualTo(new Registered("s", 1, 2, OTHER.toString()));
    }

    /** The form of Confluent's registry, byte for byte what a registry of theirs would look for. */
    @Test
    void theLogHoldsWhatAConfluentRegistryReads() {
        store.register("s", FIRST);
        store.setCompatibility("s", "FULL");
        store.setCompatibility("", "NONE");
        store.delete("s");

        String key = "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}";
        assertThat(log.keys())
                .containsExactly(
                        key,
                        "{\"keytype\":\"CONFIG\",\"magic\":0,\"subject\":\"s\"}",
                        "{\"keytype\":\"CONFIG\",\"magic\":0,\"subject\":null}",
                        key);
        assertThat(log.values())
                .containsExactly(
                        "{\"subject\":\"s\",\"version\":1,\"id\":1,\"schema\":\""
                                + FIRST.toString().replace("\"", "\\\"") + "\",\"deleted\":false}",
                        "{\"compatibilityLevel\":\"FULL\"}",
                        "{\"compatibilityLevel\":\"NONE\"}",
                        null);
        assertThat(log.producer.history()).allMatch(record -> record.topic().equals("_schemas"));
    }

    @Test
    void theNextRegistryKnowsWhatThisOneWrote() {
        store.register("s", FIRST);
        store.register("s", FOLLOWS);
        store.register("gone", OTHER);
        store.delete("gone");
        store.setCompatibility("", "FULL");
        store.setCompatibility("s", "NONE");

        SchemaStore next = log.store();

        assertThat(next.subjects()).containsExactly("s");
        assertThat(next.versions("s")).isEqualTo(store.versions("s"));
        assertThat(next.schema(3)).contains(OTHER.toString());
        assertThat(next.compatibility("")).contains("FULL");
        assertThat(next.compatibility("s")).contains("NONE");
        assertThat(next.register("s", FIRST).version()).isEqualTo(1);
        assertThat(next.register("u", BREAKS).id()).isEqualTo(4);
    }

    @Test
    void whatSomebodyElseWrote_isReadAsFarAsItIsUnderstood() {
        String value = "{\"subject\":\"s\",\"version\":%d,\"id\":%d,\"schema\":\"\\\"string\\\"\",\"deleted\":%s}";
        SchemaStore read = new SchemaLog(true)
                .with("{\"keytype\":\"NOOP\",\"magic\":0}", null)
                .with(
                        "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}",
                        value.formatted(1, 7, false))
                .with(
                        "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":2,\"magic\":1}",
                        value.formatted(2, 7, true))
                .with("{\"keytype\":\"CONFIG\",\"subject\":\"s\",\"magic\":0}", "{\"compatibilityLevel\":\"FULL\"}")
                .with("{\"keytype\":\"CONFIG\",\"subject\":\"s\",\"magic\":0}", null)
                .store();

        assertThat(read.versions("s").keySet()).containsExactly(1);
        assertThat(read.schema(7)).contains("\"string\"");
        assertThat(read.compatibility("s")).isEmpty();
        assertThat(read.compatibility("")).as("Confluent's default").contains("BACKWARD");
    }

    @Test
    @Timeout(30)
    void nothingIsAnswered_beforeTheLogHoldsIt() throws Exception {
        SchemaLog slow = new SchemaLog(false);
        SchemaStore waiting = slow.store();
        CompletableFuture<Registered> answer = CompletableFuture.supplyAsync(() -> waiting.register("s", FIRST));
        while (slow.keys().isEmpty()) {
            Thread.sleep(1);
        }

        assertThat(answer).isNotDone();
        assertThat(slow.producer.completeNext()).isTrue();
        assertThat(answer.get().version()).isEqualTo(1);
        assertThat(waiting.versions("s")).hasSize(1);
    }

    @Test
    @Timeout(30)
    void whatTheLogDoesNotTake_isNotRegistered() throws Exception {
        SchemaLog broken = new SchemaLog(false);
        SchemaStore waiting = broken.store();
        CompletableFuture<Registered> answer = CompletableFuture.supplyAsync(() -> waiting.register("s", FIRST));
        while (!broken.producer.errorNext(new TimeoutException("away"))) {
            Thread.sleep(1);
        }

        assertThatThrownBy(answer::get).hasMessageContaining("cannot write to Kafka");
        assertThat(waiting.versions("s")).isEmpty();
        assertThat(waiting.schema(1)).isEmpty();
    }

    /** The second one comes while the first is on its way to the log: it is held against the first all the same. */
    @Test
    @Timeout(30)
    void whoComesSecond_isHeldAgainstTheFirst_evenBeforeTheLogHasIt() throws Exception {
        SchemaLog slow = new SchemaLog(false);
        SchemaStore shared = slow.store();
        CompletableFuture<Registered> first = CompletableFuture.supplyAsync(() -> shared.register("s", FIRST));
        while (slow.keys().isEmpty()) {
            Thread.sleep(1);
        }
        CompletableFuture<Registered> answer = new CompletableFuture<>();
        Thread second = new Thread(() -> {
            try {
                answer.complete(shared.register("s", BREAKS));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        second.start();
        while (second.getState() != Thread.State.BLOCKED
                && !answer.isDone()
                && slow.keys().size() == 1) {
            Thread.sleep(1);
        }

        while (slow.producer.completeNext()) {}

        assertThat(first.get().version()).isEqualTo(1);
        assertThatThrownBy(answer::get).cause().isInstanceOf(RegistryException.class);
        assertThat(slow.keys()).hasSize(1);
    }
}
