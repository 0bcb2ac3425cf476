using System.Text.Json.Serialization;

namespace PersonEtl.Benchmarks;

/// <summary>The peer's deserialiser of <see cref="FregRecords"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FregRecords.Answer))]
internal sealed partial class FregRecordsJson : JsonSerializerContext;
