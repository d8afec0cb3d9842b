package io.reissue.worker;

import io.reissue.edge.access.ConsoleAccess;
import io.reissue.edge.console.FailedPage;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.ModelAndView;

/** What a browser is shown of a failure: in the console a page of the console. */
@Configuration(proxyBeanMethods = false)
class ErrorPages {
    @Bean
    ErrorViewResolver consoleFailures() {
        return (failed, status, model) ->
                FailedPage.isFor(failed) ? new ModelAndView("forward:" + ConsoleAccess.FAILED) : null;
    }
}
