package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.agency.BatchClient;

/**
 * What may happen to a hub. Each leaves it as an operator would find it and put it right: running again, its data as
 * they are.
 */
enum Fault {
    KILL_PROCESSOR {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            killAndLaunch(one(hub, random));
        }
    },
    KILL_ALL_PROCESSORS {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            for (ServiceProcess processor : hub.processors) {
                processor.kill();
            }
            for (ServiceProcess processor : hub.processors) {
                processor.launch();
            }
        }
    },
    /** Scaled in and out again, in order. */
    STOP_PROCESSOR {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            ServiceProcess processor = one(hub, random);
            processor.stop();
            processor.launch();
        }
    },
    /** Longer than its session lasts: it wakes up as one that others have taken the work from. */
    PAUSE_PROCESSOR {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            pause(one(hub, random).process(), 8 + random.nextInt(8));
        }
    },
    LOSE_STATE {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            int instance = random.nextInt(hub.processors.size());
            hub.processors.get(instance).kill();
            Path state = SplitHub.state(hub.settings.data(), instance);
            if (Files.exists(state)) { // the fault before this one may have left it no time to make any
                delete(state);
            }
            hub.processors.get(instance).launch();
        }
    },
    /** After an orderly stop, for then a processor trusts what it finds. */
    CORRUPT_STATE {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            int instance = random.nextInt(hub.processors.size());
            Path state = SplitHub.state(hub.settings.data(), instance);
            await("there is state to corrupt")
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> Files.exists(state) && !stores(state).isEmpty());
            hub.processors.get(instance).stop();
            scribble(state, random);
            hub.processors.get(instance).launch();
        }
    },
    KILL_INGEST {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            killAndLaunch(hub.ingest);
        }
    },
    /** An agency's clock is days ahead: what it sends until it is put right is refused, and moves no number. */
    JUMP_CLOCK {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            Instant ahead = Instant.now().plus(Duration.ofDays(1 + random.nextInt(400)));
            String event =
                    FrontDoorIT.dossier("ahead-" + random.nextInt(), "ahead", ahead.toString(), "00004", "COUNTER");
            JsonNode answer = new BatchClient(
                            hub.settings.ingestUrl(),
                            hub.settings.queryUrl(),
                            Keys.read(hub.settings.data()).of("H26.HCC"))
                    .send(List.of(new JsonMapper().readTree(event)));
            assertThat(answer.path("results").path(0).path("reason").asString(""))
                    .isEqualTo("future-time");
        }
    },
    KILL_QUERY {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            killAndLaunch(hub.query);
        }
    },
    KILL_BROKER {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            hub.broker.kill();
            hub.broker.start();
        }
    },
    STOP_BROKER {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            hub.broker.stop();
            hub.broker.start();
        }
    },
    PAUSE_BROKER {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            pause(hub.broker.process(), 2 + random.nextInt(12));
        }
    },
    /** The registry is away, and processors start that know no schema yet. */
    STOP_REGISTRY {
        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            hub.registry.stop();
            try {
                for (ServiceProcess processor : hub.processors) {
                    killAndLaunch(processor);
                }
                during(15 + random.nextInt(15)); // a processor needs ten until it reads the first event
            } finally {
                hub.registry.start();
            }
        }
    },
    /** Everything that goes to or comes from Kafka is lost on the way, and nobody is told. */
    CUT_NETWORK {
        @Override
        boolean isPossible(SplitHub hub) {
            return canRun("iptables", "-L", "INPUT", "-n");
        }

        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            String port = Integer.toString(hub.settings.ports().kafka());
            List<List<String>> rules = List.of(
                    List.of("INPUT", "-i", "lo", "-p", "tcp", "--dport", port, "-j", "DROP"),
                    List.of("INPUT", "-i", "lo", "-p", "tcp", "--sport", port, "-j", "DROP"));
            try {
                for (List<String> rule : rules) {
                    run("iptables", "-I", rule);
                }
                during(2 + random.nextInt(12));
            } finally {
                for (List<String> rule : rules) {
                    run("iptables", "-D", rule);
                }
            }
        }
    },
    /** Kafka's disk has no byte left; it dies, and is started again when there is room. */
    FULL_DISK {
        @Override
        boolean isPossible(SplitHub hub) {
            return hub.broker.hasSmallDisk();
        }

        @Override
        void happen(SplitHub hub, Random random) throws Exception {
            Path ballast = hub.broker.disk().resolve("ballast");
            run("sh", "-c", List.of("cat /dev/zero > " + ballast + " 2>/dev/null || true"));
            await("the broker ends when its disk is full")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !hub.broker.process().isAlive());
            Files.delete(ballast);
            hub.broker.start();
        }
    };

    /** Whether this machine and this hub let it happen. */
    boolean isPossible(SplitHub hub) {
        return true;
    }

    abstract void happen(SplitHub hub, Random random) throws Exception;

    private static ServiceProcess one(SplitHub hub, Random random) {
        return hub.processors.get(random.nextInt(hub.processors.size()));
    }

    private static void killAndLaunch(ServiceProcess service) throws Exception {
        service.kill();
        service.launch();
    }

    private static void pause(Process process, int seconds) throws Exception {
        run("kill", "-STOP", List.of(Long.toString(process.pid())));
        try {
            during(seconds);
        } finally {
            run("kill", "-CONT", List.of(Long.toString(process.pid())));
        }
    }

    /** How long a fault lasts is part of it. */
    private static void during(int seconds) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    }

    static boolean canRun(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String program, String verb, List<String> rest) {
        List<String> command = new ArrayList<>(List.of(program, verb));
        command.addAll(rest);
        if (!canRun(command.toArray(String[]::new))) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> stores(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("rocksdb"))
                    .filter(file -> file.toString().endsWith(".sst")
                            || file.getFileName().toString().startsWith("MANIFEST"))
                    .toList();
        } catch (UncheckedIOException changing) {
            return List.of(); // a processor that works makes and deletes files
        }
    }

    /** Writes noise into the middle of every file that holds state; what says how far it goes is left alone. */
    private static void scribble(Path folder, Random random) throws IOException {
        List<Path> stores = stores(folder);
        assertThat(stores).as("files that hold state").isNotEmpty();
        for (Path store : stores) {
            try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
                byte[] noise = new byte[(int) Math.min(64, file.length())];
                random.nextBytes(noise);
                file.seek((file.length() - noise.length) / 2);
                file.write(noise);
            }
        }
    }
}
