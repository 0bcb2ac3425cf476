namespace PersonEtl.Etl.Mart;

/// <summary>The mart's own terms as UTF-8, made once.</summary>
internal static class Terms
{
    public static readonly Utf8Text NotDelivered = Utf8Text.From("NotDelivered");

    private static readonly Utf8Text[] Kinds = [Utf8Text.From("residential"), Utf8Text.From("present"), Utf8Text.From("shared")];
    private static readonly Utf8Text[] Forms = [default, Utf8Text.From("street"), Utf8Text.From("cadastral"), Utf8Text.From("unknown-residence"), Utf8Text.From("foreign"), Utf8Text.From("address-unknown")];
    private static readonly Utf8Text[] Gradings = [Utf8Text.From("Unclassified"), Utf8Text.From("ClientAddress"), Utf8Text.From("Confidential"), Utf8Text.From("StrictlyConfidential")];

    public static Utf8Text Of(AddressKind kind) => Kinds[(int)kind];

    public static Utf8Text Of(AddressForm form) => Forms[(int)form];

    public static Utf8Text Of(Grading grading) => Gradings[(int)grading];
}
