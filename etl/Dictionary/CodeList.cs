using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Dictionary;

/// <summary>A code list, and the number in KLASS of Statistics Norway's list for the same.</summary>
internal sealed record CodeList(string Name, int? KlassId, IReadOnlyList<CodeListValue> Values);
