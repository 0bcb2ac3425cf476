namespace PersonEtl.Etl.Mart;

/// <summary>A value of a code list: the mart's term, the register's, and the code and number of SSB's list where there is one.</summary>
internal sealed record CodeListValue(Utf8Text List, Utf8Text Code, Utf8Text NorwegianTerm, Utf8Text SsbCode, int? KlassId);
