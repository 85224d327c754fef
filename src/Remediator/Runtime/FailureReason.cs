using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Amazon.Runtime;

namespace Remediator.Runtime;

/// <summary>
/// What an exception of the framework means, in words of our own: the native binary is built without the framework's texts, so that
/// <c>Exception.Message</c> is the name of a resource there.
/// </summary>
public static class FailureReason
{
    /// <returns>Null for an exception of our own, or of a library, which has a text of its own.</returns>
    public static Message? Of(Exception e) => e switch
    {
        RemoteFailureException failure => failure.Why,
        OperationCanceledException or TimeoutException or HttpRequestException or SocketException or AuthenticationException
            or IOException or WebException or JsonException or UnauthorizedAccessException => Beneath(e),
        // the SDK has wrapped it with its text, and no service has answered
        AmazonServiceException { ErrorCode: null or "", InnerException: { } inner } => Of(inner),
        _ => null,
    };

    /// <summary>As <see cref="Of"/>, of whatever has wrapped an exception of the framework.</summary>
    public static Message? Beneath(Exception e) => e is OperationCanceledException or TimeoutException
        ? new Message("failure.timeout")
        : Chain(e).Select(OfOne).FirstOrDefault(why => why is not null) ?? OfKind(e);

    /// <summary>What an exception says, as an argument of a message: a library's own text is the same in all languages.</summary>
    public static MessageValue SaidBy(Exception e) => Of(e) is { } why ? why : e.Message;

    /// <summary>The text of an exception for people, in English.</summary>
    public static string TextOf(Exception e) => Of(e)?.ToString() ?? e.Message;

    private static IEnumerable<Exception> Chain(Exception e)
    {
        for (var one = e; one is not null; one = one.InnerException)
            yield return one;
    }

    private static Message? OfOne(Exception e) => e switch
    {
        SocketException { SocketErrorCode: var code } => OfSocket(code),
        AuthenticationException => new Message("failure.tls"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new Message("failure.tls"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new Message("failure.name"),
        TimeoutException => new Message("failure.timeout"),
        JsonException { LineNumber: { } line, BytePositionInLine: { } position } =>
            new Message("failure.not-json-at", ("line", line + 1), ("position", position + 1)),
        JsonException => new Message("failure.not-json"),
        _ => null,
    };

    private static Message? OfSocket(SocketError code) => code switch
    {
        SocketError.ConnectionRefused => new Message("failure.refused"),
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => new Message("failure.name"),
        SocketError.TimedOut => new Message("failure.timeout"),
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
            new Message("failure.unreachable"),
        _ => new Message("failure.broken"),
    };

    private static Message? OfKind(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new Message("failure.no-file"),
        IOException or WebException => new Message("failure.broken"),
        HttpRequestException => new Message("failure.unreachable"),
        UnauthorizedAccessException => new Message("failure.file-denied"),
        _ => null,
    };
}
