namespace PersonEtl.MartApi.Mart;

/// <summary>There is no generation to read from yet.</summary>
internal sealed class NothingPublishedException() : Exception("No generation is published.");
