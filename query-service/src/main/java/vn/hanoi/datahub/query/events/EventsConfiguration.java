package vn.hanoi.datahub.query.events;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.query.view.NewestByAgency;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Single events: receipts, dead letters, and the events behind a value. */
@Configuration(proxyBeanMethods = false)
@Import({Successions.class, CountedEvents.class})
class EventsConfiguration {

    @Bean
    NewestByAgency<DeadLetter> deadLetters() {
        return new NewestByAgency<>();
    }

    @Bean
    FollowedTopic<String, DeadLetter> deadLetterFeed(TopicFollower follower, NewestByAgency<DeadLetter> deadLetters) {
        return follower.follow(Topics.DEAD_LETTER, new NewestFeed<>(record -> {
            DeadLetter letter = record.value();
            letter.setPayload(null); // it may be large and is not needed here
            deadLetters.put(
                    String.valueOf(letter.getAgency()),
                    letter.getRecordedAt(),
                    record.partition(),
                    record.offset(),
                    letter);
        }));
    }

    @Bean
    NewestByAgency<Receipt> receipts() {
        return new NewestByAgency<>();
    }

    @Bean
    FollowedTopic<String, Receipt> receiptFeed(TopicFollower follower, NewestByAgency<Receipt> receipts) {
        return follower.follow(Topics.RECEIPT, new NewestFeed<>(record -> {
            Receipt receipt = record.value();
            if (!receipt.getId().isEmpty()) { // old records of this topic are log counts without an id
                receipts.put(receipt.getAgency(), receipt.getTakenAt(), record.partition(), record.offset(), receipt);
            }
        }));
    }
}
