namespace PersonEtl.Etl.Run;

/// <summary>What is new can't be published by a small pass; the message says why, in words that follow "for".</summary>
internal sealed class NotSmallException(string why) : Exception(why);
