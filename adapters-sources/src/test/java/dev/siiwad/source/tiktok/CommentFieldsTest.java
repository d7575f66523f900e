package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentFieldsTest {
    private static final VideoUrl VIDEO = VideoUrl.of("https://www.tiktok.com/@tusaale/video/7507890376124992786")
            .orElseThrow();

    @Test
    void takesWhatWasWrittenWhenAndHowItWasReceived() throws Exception {
        Document document =
                apify("{'cid':'7508169969612620562','createTime':1748132065,'text':'Mahadsanid \uD83E\uDD70',"
                        + "'diggCount':12,'repliesToId':'7508169969612620000'}");
        assertThat(document.id()).isEqualTo("7508169969612620562");
        assertThat(document.title()).isEmpty();
        assertThat(document.text()).isEqualTo("Mahadsanid \uD83E\uDD70");
        assertThat(document.url()).isEqualTo(VIDEO.url() + "#comment-7508169969612620562");
        assertThat(document.metadata())
                .isEqualTo(Map.of(
                        "comment_id", "7508169969612620562",
                        "video_id", "7507890376124992786",
                        "video_url", VIDEO.url(),
                        "date_published", "2025-05-25T00:14:25Z",
                        "like_count", 12L,
                        "reply_to", "7508169969612620000"));
    }

    @Test
    void aCommentOfTheResearchApiThatAnswersTheVideoRepliesToNoComment() throws Exception {
        Document document = CommentFields.RESEARCH.document(
                json("{'id':12345616934634134,'video_id':7507890376124992786,'text':'haa','create_time':1671491598,"
                        + "'like_count':50,'parent_comment_id':7507890376124992786}"),
                Optional.of(VIDEO),
                "comment-0-0");
        assertThat(document.id()).isEqualTo("12345616934634134");
        assertThat(document.metadata()).containsEntry("like_count", 50L).doesNotContainKey("reply_to");
    }

    @Test
    void doesWithoutWhatIsMissingOrOfAnotherKind() throws Exception {
        Document document = apify("{'cid':5,'text':'x','createTime':'soon','diggCount':1e99,'repliesToId':[1]}");
        assertThat(document.metadata()).containsOnlyKeys("comment_id", "video_id", "video_url");
        assertThat(apify("{'cid':'5','text':'x','createTime':-3}").metadata()).doesNotContainKey("date_published");
        assertThat(apify("{'cid':'5','text':'x','createTime':99999999999999}").metadata())
                .doesNotContainKey("date_published");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'cid':'5','createTime':1748132065,'uniqueId':'qof'}",
                "{'cid':'5','createTime':1748132065,'text':null,'uid':'qof'}",
                "{'cid':'5','createTime':1748132065,'text':' \\n ','avatarThumbnail':'qof'}",
                "{'cid':'5','createTime':1748132065,'text':{'qof':1}}"
            })
    void quarantinesACommentWithoutTextAndShowsOnlyIdAndTime(String comment) {
        MalformedDocumentException malformed =
                catchThrowableOfType(MalformedDocumentException.class, () -> apify(comment));
        assertThat(malformed.documentId()).isEqualTo("5");
        assertThat(malformed).hasMessage("it has no text");
        assertThat(malformed.excerpt()).isEqualTo("cid=5 createTime=2025-05-25T00:14:25Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'qof'}",
                "{'cid':'../qof','text':'x'}",
                "{'cid':{},'text':'qof'}",
                "'qof'",
                "7",
                "[]",
                "null"
            })
    void quarantinesWhatHasNoIdUnderItsPlace(String comment) {
        MalformedDocumentException malformed =
                catchThrowableOfType(MalformedDocumentException.class, () -> apify(comment));
        assertThat(malformed.documentId()).isEqualTo("item-7");
        assertThat(malformed).hasMessageContaining("it has no comment id \"cid\"");
        assertThat(malformed.getMessage() + malformed.excerpt()).doesNotContain("qof");
    }

    @Test
    void saysWhatUpstreamSaysInsteadOfAComment() {
        assertThatThrownBy(() -> apify("{'url':'https://x.example/@qof','errorCode':'POST_NOT_FOUND'}"))
                .hasMessage("it has no comment id \"cid\"; upstream says POST_NOT_FOUND");
    }

    @Test
    void quarantinesWhatIsTooLongToBeAComment() {
        assertThatThrownBy(() -> apify("{'cid':'5','text':'" + "a".repeat(10_001) + "'}"))
                .hasMessage("its text has 10001 characters; at most 10000 are taken");
    }

    private static Document apify(String comment) throws JsonProcessingException, MalformedDocumentException {
        return CommentFields.APIFY.document(json(comment), Optional.of(VIDEO), "item-7");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
