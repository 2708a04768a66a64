package vn.hanoi.datahub.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;

/** What the hub asks of a broker each time it connects (MQTT 5.0, 3.1 and 3.8). */
@Timeout(60)
class MqttIntakeTest {

    private static final int CONNECT = 0x10;
    private static final int SUBSCRIBE = 0x82;
    private static final int CLEAN_START = 0x02;

    /** After its length, a CONNECT has the protocol's name and version: 00 04 M Q T T 05. */
    private static final int CONNECT_FLAGS = 7;

    private static byte[] packet(DataInputStream in, int kind) throws IOException {
        assertThat(in.readUnsignedByte()).isEqualTo(kind);
        int length = 0;
        for (int shift = 0, next = 0x80; next >= 0x80; shift += 7) {
            next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
        }
        byte[] packet = new byte[length];
        in.readFully(packet);
        return packet;
    }

    /** Retained messages come with the first subscription only: with each connection, they would all be sent again. */
    @Test
    void continuesItsSession_andAsksForRetainedMessagesOnce() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("mqtt://127.0.0.1:" + broker.getLocalPort());
            MqttIntake.Settings settings = new MqttIntake.Settings(url, "", "", "hub", "");
            try (MqttIntake intake = new MqttIntake(settings, AtTheDoor.CATALOGUE, null)) {
                intake.start();
                for (int session = 0; session < 2; session++) {
                    try (Socket socket = broker.accept()) {
                        DataInputStream in = new DataInputStream(socket.getInputStream());
                        byte[] connect = packet(in, CONNECT);
                        socket.getOutputStream().write(new byte[] {0x20, 3, (byte) session, 0, 0}); // CONNACK
                        byte[] subscribe = packet(in, SUBSCRIBE);

                        assertThat(connect[CONNECT_FLAGS] & CLEAN_START).isZero();
                        assertThat(new String(subscribe, StandardCharsets.ISO_8859_1))
                                .contains("hub/v1/#");
                        byte options = subscribe[subscribe.length - 1];
                        assertThat(options & 0x03).as("quality of service").isEqualTo(1);
                        assertThat(options >> 4 & 0x03)
                                .as("retained messages: 1 is for a subscription that does not exist yet")
                                .isEqualTo(1);
                    }
                }
            }
        }
    }
}
