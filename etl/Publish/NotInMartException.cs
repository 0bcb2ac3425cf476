namespace PersonEtl.Etl.Publish;

/// <summary>What was asked for is not in the mart, or not any more; the message says what there is.</summary>
internal sealed class NotInMartException(string message) : Exception(message);
