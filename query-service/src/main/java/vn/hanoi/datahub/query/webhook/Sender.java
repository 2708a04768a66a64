package vn.hanoi.datahub.query.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts to subscribers. It connects only to addresses that its target has checked. It follows no redirects, does not
 * retry, and does not read response bodies.
 */
final class Sender implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final Target target;
    private final OkHttpClient http;

    public Sender(Target target) {
        this.target = target;
        Dispatcher dispatcher = new Dispatcher(); // each webhook has only one request at a time: that is the only limit
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .dns(target)
                .connectTimeout(CONNECT_WITHIN)
                .readTimeout(ANSWER_WITHIN)
                .callTimeout(ANSWER_WITHIN)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** The status of a response, or the failure to get one. */
    private static final class Answer extends CompletableFuture<Integer> implements Callback {
        @Override
        public void onResponse(Call call, Response response) {
            complete(response.code());
            response.close();
        }

        @Override
        public void onFailure(Call call, IOException e) {
            completeExceptionally(e);
        }
    }

    /**
     * Posts once.
     *
     * @return what went wrong; null for nothing. It discloses nothing about the network to the subscriber
     */
    @Nullable
    String post(String url, Map<String, String> headers, String body) throws InterruptedException {
        Optional<String> refusal = target.refusal(url);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Call call = http.newCall(new Request.Builder()
                .url(url)
                .headers(Headers.of(headers))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
                .build());
        Answer answer = new Answer();
        call.enqueue(answer);
        try {
            int status = answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return status / HUNDRED == SUCCESS ? null : Integer.toString(status);
        } catch (ExecutionException e) {
            return "no connection";
        } catch (TimeoutException e) {
            return "no answer in time"; // or the response does not end
        } finally {
            call.cancel();
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
