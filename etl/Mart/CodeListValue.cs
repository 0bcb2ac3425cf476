namespace PersonEtl.Etl.Mart;

/// <summary>A value of a code list.</summary>
internal sealed record CodeListValue(Utf8Text List, Utf8Text Code, Utf8Text NorwegianTerm);
