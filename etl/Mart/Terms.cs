namespace PersonEtl.Etl.Mart;

/// <summary>The mart's own terms as UTF-8, made once.</summary>
internal static class Terms
{
    public static readonly Utf8Text NotDelivered = Utf8Text.From("NotDelivered");

    private static readonly Utf8Text[] Kinds = [Utf8Text.From("residential"), Utf8Text.From("present"), Utf8Text.From("shared")];
    private static readonly Utf8Text[] Forms = [default, Utf8Text.From("street"), Utf8Text.From("cadastral"), Utf8Text.From("unknown-residence"), Utf8Text.From("foreign"), Utf8Text.From("address-unknown")];
    private static readonly Utf8Text[] Gradings = [Utf8Text.From("Unclassified"), Utf8Text.From("ClientAddress"), Utf8Text.From("Confidential"), Utf8Text.From("StrictlyConfidential")];

    private static readonly Utf8Text[] Rules = [default, Utf8Text.From("freg"), Utf8Text.From("address-id"), Utf8Text.From("street-key"), Utf8Text.From("cadastral-key"), Utf8Text.From("name-key")];
    private static readonly Utf8Text[] Reasons =
    [
        default, Utf8Text.From("foreign"), Utf8Text.From("unknown-residence"), Utf8Text.From("address-unknown"), Utf8Text.From("svalbard"), Utf8Text.From("no-key"), Utf8Text.From("no-such-address"),
        Utf8Text.From("ambiguous"), Utf8Text.From("id-conflict"), Utf8Text.From("unit-unspecified"), Utf8Text.From("unit-not-in-klass"), Utf8Text.From("municipality-lag"),
    ];

    private static readonly Utf8Text[] Resolutions = [default, Utf8Text.From("as-of"), Utf8Text.From("valid-from"), Utf8Text.From("registered-at"), Utf8Text.From("fact-date"), Utf8Text.From("latest"), Utf8Text.From("unknown-code"), Utf8Text.From("ambiguous-code")];
    private static readonly Utf8Text[] States = [default, Utf8Text.From("current"), Utf8Text.From("ended"), Utf8Text.From("future"), Utf8Text.From("unknown")];

    private static readonly Utf8Text[] TodayReasons = [default, Utf8Text.From("split"), Utf8Text.From("no-change-data"), Utf8Text.From("ceased"), Utf8Text.From("future")];

    /// <summary>The lists that are ours, by the columns that use them.</summary>
    public static IEnumerable<(string List, IEnumerable<Utf8Text> Terms)> CodeLists =>
    [
        ("kind", Kinds), ("form", Forms.Skip(1)), ("match_rule", Rules.Skip(1)), ("match_reason", Reasons.Skip(1)), ("code_resolution", Resolutions.Skip(1)), ("code_state", States.Skip(1)),
        ("today_reason", TodayReasons.Skip(1)),
    ];

    public static Utf8Text Of(MatchRule rule) => Rules[(int)rule];

    public static Utf8Text Of(MatchReason reason) => Reasons[(int)reason];

    public static Utf8Text Of(CodeResolution resolution) => Resolutions[(int)resolution];

    public static Utf8Text Of(CodeState state) => States[(int)state];

    public static Utf8Text Of(TodayReason reason) => TodayReasons[(int)reason];

    public static Utf8Text Of(AddressKind kind) => Kinds[(int)kind];

    public static Utf8Text Of(AddressForm form) => Forms[(int)form];

    public static Utf8Text Of(Grading grading) => Gradings[(int)grading];
}
