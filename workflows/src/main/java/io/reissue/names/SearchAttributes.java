package io.reissue.names;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;

/** What an operator can search for. Two are set at the start and free; two change only when a number gets stuck or moves again. */
public final class SearchAttributes {
    public static final SearchAttributeKey<String> JURISDICTION = SearchAttributeKey.forKeyword("ReissueJurisdiction");
    public static final SearchAttributeKey<String> INTAKE = SearchAttributeKey.forKeyword("ReissueIntake");
    public static final SearchAttributeKey<String> STUCK_REASON = SearchAttributeKey.forKeyword("ReissueStuckReason");
    public static final SearchAttributeKey<OffsetDateTime> STUCK_SINCE =
            SearchAttributeKey.forOffsetDateTime("ReissueStuckSince");

    private SearchAttributes() {}
}
