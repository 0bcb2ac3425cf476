namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>What the population register says of every version: the six properties that end each row.</summary>
internal static class Validity
{
    public static readonly IReadOnlyList<Property> Properties =
    [
        Property.Instant("registeredAt", meaning: "When the register was updated (ajourholdstidspunkt)."),
        Property.Flag("isValid", meaning: "Whether this version is the one that holds (erGjeldende)."),
        Property.Text("source", meaning: "Who reported it (kilde)."),
        Property.Text("reason", meaning: "Why it was registered (årsak)."),
        Property.Instant("validFrom", meaning: "From when it holds (gyldighetstidspunkt)."),
        Property.Instant("validTo", meaning: "When it ended with nothing after it (opphørstidspunkt)."),
    ];

    /// <summary>The same for a part of which the mart keeps only the current value.</summary>
    public static readonly IReadOnlyList<Property> OfCurrentValue =
    [
        Property.Instant("registeredAt", "null::timestamptz"),
        Property.Flag("isValid", "true"),
        Property.Text("source", "null::text"),
        Property.Text("reason", "null::text"),
        Property.Instant("validFrom", "null::timestamptz"),
        Property.Instant("validTo", "null::timestamptz"),
    ];
}
